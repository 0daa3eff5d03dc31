#include "validator/rules/foreign_sources.hpp"

#include <atomic>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/percent.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

struct Source {
    std::string pointer;  ///< of the href that names it
    std::string href;
};

/// The document once more; nullopt: it has become unreadable meanwhile.
std::optional<json::Value> read_again(const RecordView& view, const std::string& path) {
    constexpr std::size_t k_largest = 64U << 20;
    static const std::atomic<bool> k_never_stop{false};  // one document is short work, and links are resolved between
    const FileText file = view.tree.files().read(path, k_largest, k_never_stop);
    if (!file.problem.empty() || file.is_missing) return std::nullopt;
    std::variant<json::Value, json::ParseError> parsed = json::parse(file.text);
    json::Value* value = std::get_if<json::Value>(&parsed);
    return value == nullptr ? std::nullopt : std::optional(std::move(*value));
}

/// By the documents of the tree that have them.
std::map<const Record*, std::vector<Source>> sources_of(const RecordView& view, const json::Value& document,
                                                        const std::vector<std::string>& pointers) {
    std::map<const Record*, std::vector<Source>> sources;
    for (const std::string& pointer : pointers) {
        const json::Value* href = json::resolve(document, pointer);
        if (href == nullptr || !href->IsString()) continue;
        const std::string_view text = json::view(*href);
        const std::size_t hash = text.find('#');
        if (hash == std::string_view::npos || !text.substr(hash + 1).starts_with('/')) continue;
        const Record* target = view.tree.follow(view.record, text.substr(0, hash));
        if (target == nullptr || target == &view.record || !target->readable) continue;
        sources[target].push_back({pointer, std::string(text)});
    }
    return sources;
}

}  // namespace

void check_foreign_sources(const RecordView& view, Findings& out) {
    std::vector<std::string> pointers;
    for_each_relative_asset(view.record, [&](std::string_view pointer, std::string_view /*document*/) {
        if (pointer.find("/vrt:hrefs/") != std::string_view::npos) pointers.emplace_back(pointer);
    });
    if (pointers.empty()) return;
    const std::optional<json::Value> document = read_again(view, view.record.path);
    if (!document) return;
    for (const auto& [target, sources] : sources_of(view, *document, pointers)) {
        const std::optional<json::Value> other = read_again(view, target->path);
        if (!other) continue;
        for (const Source& source : sources) {
            const std::string fragment = percent_decode_leniently(source.href.substr(source.href.find('#') + 1));
            if (json::resolve(*other, fragment) != nullptr) continue;
            out.add(k_virtual_pointer, view.record, source.pointer,
                    in_quotes(source.href) + " leads to " + fragment + " of " + target->path + ", which is not there");
        }
    }
}

}  // namespace cairn::validate::rules

#include "builder/group/facets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "builder/group/file_dates.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest_bytes = 1000;

template <class T>
std::string joined(const std::vector<T>& values) {
    constexpr std::size_t k_most = 100;
    std::string result;
    for (std::size_t i = 0; i < std::min(values.size(), k_most); ++i) {
        if (i > 0) result += ", ";
        result += fmt::format("{}", values[i]);
    }
    return result;
}

std::string text_of(const Values& values) {
    return std::visit(
        [](const auto& held) -> std::string {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
                return {};
            } else {
                return joined(held);
            }
        },
        values);
}

std::string trimmed(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

/// At most `k_longest_bytes`, never ending within a code point.
std::string shortened(std::string text) {
    if (text.size() <= k_longest_bytes) return text;
    std::size_t end = k_longest_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    return text;
}

}  // namespace

std::string global_attribute(const Dataset* dataset, std::string_view name) {
    if (dataset == nullptr || dataset->groups.empty()) return {};
    const Attribute* attribute = find_attribute(dataset->groups.front().attributes, name);
    if (attribute == nullptr) return {};
    return trimmed(shortened(to_utf8(text_of(attribute->values))));
}

Facets builtin_values(const Source& source, const std::string& archive_name) {
    const std::string_view relative = source.relative;
    const std::size_t slash = relative.rfind('/');
    const std::string_view folder = slash == std::string_view::npos ? std::string_view() : relative.substr(0, slash);
    const std::string_view file_name = relative.substr(slash + 1);
    Facets values{
        {"archive", archive_name}, {"filename", std::string(file_name)}, {"stem", std::string(stem_of(file_name))}};
    const std::string series = series_stem(file_name);
    values["series"] = series.empty() ? values["stem"] : series;
    if (!folder.empty()) {
        values["folder"] = std::string(folder);
        values["parent"] = std::string(folder.substr(folder.rfind('/') + 1));
    }
    return values;
}

}  // namespace cairn

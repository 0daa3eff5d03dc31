#include "catalog_damage.hpp"

#include <sys/stat.h>

#include <array>
#include <boost/filesystem.hpp>
#include <fstream>
#include <functional>
#include <random>
#include <variant>
#include <vector>

#include "base/json/parse.hpp"
#include "base/json/write.hpp"
#include "damage.hpp"
#include "validator/keywords.hpp"

namespace cairn::test {

namespace {

namespace fs = boost::filesystem;
using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t end) { return static_cast<std::size_t>(random() % end); }

/// All values of a document, and those of one member name.
void collect(json::Value& value, std::string_view wanted, std::vector<json::Value*>& out) {
    if (value.IsArray()) {
        for (json::Value& element : value.GetArray()) {
            if (wanted.empty()) out.push_back(&element);
            collect(element, wanted, out);
        }
    } else if (value.IsObject()) {
        validate::for_each_member(value, [&](std::string_view name, json::Value& member) {
            if (wanted.empty() || name == wanted) out.push_back(&member);
            collect(member, wanted, out);
        });
    }
}

json::Value nested(std::size_t depth, bool arrays) {
    json::Value value = json::integer(1);
    for (std::size_t i = 0; i < depth; ++i) {
        json::Value outer = arrays ? json::array() : json::object();
        if (arrays) {
            json::push(outer, std::move(value));
        } else {
            json::set(outer, "geometries", std::move(value));
        }
        value = std::move(outer);
    }
    return value;
}

json::Value any_value(Random& random) {
    switch (below(random, 13)) {
        case 0:
            return json::Value();
        case 1:
            return json::boolean(random() % 2 == 0);
        case 2:
            return json::integer(-1);
        case 3:
            return json::integer(INT64_MAX);
        case 4:
            return json::integer(INT64_MIN);
        case 5:
            return json::number(1e308);
        case 6:
            return json::number(-1e-308);
        case 7:
            return json::string("");
        case 8:
            return json::string(std::string(100'000, 'x'));
        case 9:
            return json::array();
        case 10:
            return json::object();
        case 11:
            return nested(below(random, 110), random() % 2 == 0);
        default:
            return json::string("2020-02-30T25:61:61Z");
    }
}

std::string any_href(Random& random, const CatalogFiles& files) {
    constexpr std::array<std::string_view, 16> k_odd{"",
                                                     ".",
                                                     "..",
                                                     "/",
                                                     "//",
                                                     "../../../../etc/passwd",
                                                     "%",
                                                     "%00",
                                                     "%2e%2e/%2e%2e/x.json",
                                                     "?x",
                                                     "#/a",
                                                     "https://example.org/x.json",
                                                     "javascript:alert(1)",
                                                     "file:///dev/zero",
                                                     "./a/./../a//b.json",
                                                     "\xC3\xA9.json"};
    if (random() % 2 == 0) return std::string(k_odd.at(below(random, k_odd.size())));
    auto file = files.begin();
    std::advance(file, static_cast<std::ptrdiff_t>(below(random, files.size())));
    return (random() % 2 == 0 ? "./" : "../") + file->first;
}

/// Changes one value of the parsed document.
std::string changed(const std::string& text, Random& random, const CatalogFiles& files) {
    auto parsed = json::parse(text);
    auto& document = std::get<json::Value>(parsed);
    constexpr std::array<std::string_view, 5> k_names{"", "href", "rel", "numberMatched", "id"};
    const std::string_view name = k_names.at(below(random, k_names.size()));
    std::vector<json::Value*> places;
    collect(document, name, places);
    if (places.empty()) return "[" + text + "]";
    json::Value& place = *places.at(below(random, places.size()));
    place = name == "href" && random() % 4 != 0 ? json::string(any_href(random, files)) : any_value(random);
    return json::write(document);
}

/// The same text in a form that JSON is not, or with a part that stands twice.
std::string disguised(const std::string& text, Random& random) {
    switch (below(random, 8)) {
        case 0:
            return "\xEF\xBB\xBF" + text;
        case 1: {
            std::string wide = "\xFF\xFE";
            for (const char c : text) wide += {c, '\0'};
            return wide;
        }
        case 2:
            return "\x1F\x8B\x08" + text;
        case 3:
            return "<!DOCTYPE html><html>" + text;
        case 4:
            return text + text;
        case 5:
            return "{" + text.substr(1, text.find(',') - 1) + "," + text.substr(1);  // the first member twice
        case 6:
            return std::string(below(random, 300'000), '[') + text;
        default:
            return {};
    }
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file.string(), std::ios::binary) << text; }

/// Puts something else in the place of the file.
void replace_file(const fs::path& file, Random& random, const CatalogFiles& files) {
    fs::remove(file);
    switch (below(random, 6)) {
        case 0:
            return;
        case 1:
            ::mkfifo(file.c_str(), 0600);
            return;
        case 2:
            fs::create_directory(file);
            return;
        case 3:
            fs::create_symlink(file.filename(), file);  // itself
            return;
        case 4:
            fs::create_symlink("/dev/zero", file);
            return;
        default: {
            auto other = files.begin();
            std::advance(other, static_cast<std::ptrdiff_t>(below(random, files.size())));
            fs::create_symlink(other->first, file);
            return;
        }
    }
}

}  // namespace

std::set<std::string> damage_catalog(const std::string& folder, const CatalogFiles& files, const std::string& kept,
                                     std::uint64_t seed) {
    Random random(seed);
    std::set<std::string> hurt;
    for (std::size_t left = 1 + below(random, 3); left > 0; --left) {
        auto chosen = files.begin();
        std::advance(chosen, static_cast<std::ptrdiff_t>(below(random, files.size())));
        const auto& [path, text] = *chosen;
        if (path == kept || !hurt.insert(path).second) continue;
        const fs::path file = fs::path(folder) / path;
        switch (below(random, 8)) {
            case 0:
                replace_file(file, random, files);
                break;
            case 1:
                write(file, disguised(text, random));
                break;
            case 2:
            case 3:
                write(file, damaged(text, random()));
                break;
            default:
                write(file, changed(text, random, files));
        }
    }
    constexpr std::array<const char*, 3> k_targets{".", "..", "c"};
    if (random() % 8 == 0) fs::create_symlink(k_targets.at(below(random, 3)), fs::path(folder) / "loop");
    if (random() % 8 == 0) fs::create_symlink(".", fs::path(folder) / "c" / "again");
    return hurt;
}

}  // namespace cairn::test

#include "builder/probe/references/locations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/data_schemes.hpp"
#include "base/path_parts.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "base/web_place.hpp"
#include "builder/probe/zarr/object_store.hpp"
#include "builder/probe/zarr/reports.hpp"

namespace cairn::references {

namespace {

constexpr std::size_t k_longest_url = 4096;

Location refused(std::string why) { return {Location::Kind::refused, {}, {}, std::move(why)}; }
Location not_understood(std::string why) {
    return {.kind = Location::Kind::refused, .folder = {}, .key = {}, .why = std::move(why), .is_unknown_kind = true};
}

Location unreachable(std::string why) { return {Location::Kind::unreachable, {}, {}, std::move(why)}; }

bool has_parent_component(std::string_view path) {
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        if (path.substr(begin, end - begin) == "..") return true;
        begin = end + 1;
    }
    return false;
}

std::string without_final_slash(std::string text) {
    while (text.size() > 1 && text.back() == '/') text.pop_back();
    return text;
}

/// "a//b/./c" becomes "a/b/c".
std::string tidied(std::string_view path) {
    std::string result;
    for (std::size_t begin = 0; begin < path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view component = path.substr(begin, end - begin);
        if (!component.empty() && component != ".") result = zarr::joined(result, component);
        begin = end + 1;
    }
    return result;
}

std::string path_of(const Location& location) {
    return (location.folder == "/" ? "" : location.folder) + '/' + location.key;
}

}  // namespace

Locations::Locations(const Reachable& reachable, std::size_t archive, std::string folder)
    : m_urls(reachable.urls), m_web(reachable.web), m_folders(reachable.archives), m_root(without_final_slash(std::move(folder))) {
    for (UrlMapping& mapping : m_urls) mapping.prefix = without_final_slash(mapping.prefix);
    for (std::string& root : m_folders) root = without_final_slash(root);
    // The longest first: an archive may lie in another.
    std::sort(m_urls.begin(), m_urls.end(),
              [](const UrlMapping& a, const UrlMapping& b) { return a.prefix.size() > b.prefix.size(); });
    if (archive < m_folders.size()) {
        const std::string root = m_folders[archive];
        if (root == m_root) return;
        if (const auto rest = path_below(m_root, root)) {
            m_below_root = *rest;
            m_root = root;
        }
    }
    m_folders.push_back(m_root);
    std::sort(m_folders.begin(), m_folders.end(),
              [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

Location Locations::of(std::string_view url, std::string_view array) const {
    if (url.empty()) return refused("it is empty");
    if (url.size() > k_longest_url) return refused(fmt::format("it is longer than {} bytes", k_longest_url));
    if (std::any_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }) ||
        url.front() == ' ')
        return refused("it has control characters or begins with a space");
    if (!is_utf8(url)) return refused("it is not UTF-8");
    const std::string decoded = percent_decode_leniently(url);
    if (has_parent_component(url) || has_parent_component(decoded))
        return refused("'..' would leave the folder of the data");
    if (url.find('\\') != std::string_view::npos) return refused("it has a '\\', expected '/'");
    const std::string scheme = scheme_of(url);
    if (scheme.empty() && url.front() == '/') {
        Location location = of_path(url);
        // Archives write the path under which a server has their data: it need not be a file of this machine.
        if (location.kind == Location::Kind::outside) location.kind = Location::Kind::unreachable;
        return location;
    }
    if (scheme.empty()) return of_relative(url, array);
    if (scheme == "vcc")
        return not_understood(
            "it begins with the name of a virtual chunk container, which the configuration of the repository does not "
            "have");
    if (!is_data_scheme(scheme))
        return not_understood(fmt::format("its scheme is '{}:', under which no data are published", scheme));
    std::string_view rest = url.substr(scheme.size() + 1);
    if (!rest.starts_with("//") && !(scheme == "file" && rest.starts_with('/')))
        return refused(fmt::format("nothing like '//' follows its scheme '{}:'", scheme));
    if (scheme != "file" && scheme != "local") return of_mapped(url);
    std::string path = percent_decode_leniently(rest);
    if (path.starts_with("//localhost/")) path.erase(0, std::string_view("//localhost").size());
    if (path.starts_with("//")) path.erase(0, 2);
    if (!path.starts_with('/')) return refused("it names another machine's file");
    return of_path(path);
}

Location Locations::of_path(std::string_view path) const {
    const std::string tidy = '/' + tidied(path);
    for (const std::string& folder : m_folders) {
        if (const auto key = path_below(tidy, folder))
            return {
                .kind = Location::Kind::file, .folder = folder, .key = std::string(*key), .why = {}, .is_local = true};
    }
    return {Location::Kind::outside, {}, {}, "it lies outside of the archive, where nothing is read"};
}

Location Locations::of_relative(std::string_view url, std::string_view array) const {
    const std::string tidy = tidied(url);
    if (tidy.empty()) return refused("it names no file");
    Location location{
        .kind = Location::Kind::file, .folder = m_root, .key = zarr::joined(m_below_root, tidy), .why = {}};
    if (array.empty() || has_parent_component(array) || is_there(location)) return location;
    Location beside = location;
    beside.key = zarr::joined(m_below_root, tidied(array) + '/' + tidy);
    beside.is_below_array = true;
    return is_there(beside) ? beside : location;
}

Location Locations::of_mapped(std::string_view url) const {
    for (const UrlMapping& mapping : m_urls) {
        if (mapping.prefix.empty()) continue;
        if (const auto rest = path_below(url, mapping.prefix)) {
            const std::string key = tidied(percent_decode_leniently(*rest));
            if (!zarr::is_confined(key)) return refused("it names no file of the archive that its begin stands for");
            return {.kind = Location::Kind::file, .folder = mapping.folder, .key = key, .why = {}};
        }
    }
    return unreachable("it is not in an archive that is at hand (`href` and `root` of `archives`)");
}

Outcome<zarr::KeyStore*> Locations::folder_of(const Location& location) const {
    std::unique_ptr<zarr::KeyStore>& folder = m_opened[location.folder];
    if (folder == nullptr) {
        auto opened = zarr::open_keys(location.folder, m_web);
        if (!opened) return opened.take_problem();
        folder = *std::move(opened);
    }
    return folder.get();
}

Outcome<std::optional<std::uint64_t>> Locations::size_of(const Location& location) const {
    auto folder = folder_of(location);
    if (!folder) return folder.take_problem();
    if (*folder == nullptr) return std::optional<std::uint64_t>();
    return (*folder)->size_of(location.key);
}

bool Locations::is_there(const Location& location) const {
    const auto size = size_of(location);
    return size && size->has_value();
}

std::string Locations::url_of(const Location& location) const {
    for (const UrlMapping& mapping : m_urls)
        if (mapping.folder == location.folder && !mapping.prefix.empty())
            return (mapping.prefix == "/" ? "" : mapping.prefix) + '/' + percent_encoded(location.key);
    if (is_web(location.folder)) return location.folder + '/' + percent_encoded(location.key);
    return "local://" + percent_encoded(path_of(location));
}

Outcome<std::string> Locations::read(const Location& location, std::uint64_t offset, std::uint64_t count) {
    auto folder = folder_of(location);
    if (!folder) return folder.take_problem();
    auto bytes = *folder == nullptr ? Outcome<std::optional<std::string>>(std::optional<std::string>())
                                    : (*folder)->get_range(location.key, offset, count);
    if (!bytes) return bytes.take_problem();
    if (!bytes->has_value())
        return zarr::problem_at("probe/missing-source", location.key,
                                fmt::format("'{}' is not there", to_utf8(path_of(location))));
    if ((*bytes)->size() < count)
        return zarr::problem_at("probe/short-source", location.key,
                                fmt::format("'{}' ends before the {} bytes from {} on that are referenced",
                                            to_utf8(path_of(location)), count, offset));
    return std::move(**bytes);
}

}  // namespace cairn::references

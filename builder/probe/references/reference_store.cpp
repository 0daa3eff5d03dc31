#include "builder/probe/references/reference_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "builder/probe/zarr/reports.hpp"

namespace cairn::references {

namespace {

Problem too_large(std::string_view key, std::uint64_t size, std::uint64_t largest) {
    return zarr::problem_at("probe/too-large", key,
                            fmt::format("has {} bytes, the limit is {} bytes: it is not read", size, largest));
}

}  // namespace

bool ReferenceStore::takes(std::uint64_t bytes) {
    if (m_entries.size() >= k_most_entries || bytes > k_most_bytes - m_bytes) return false;
    m_bytes += bytes;
    return true;
}

bool ReferenceStore::add_inline(std::string_view key, std::string_view bytes) {
    if (!takes(key.size() + bytes.size())) return false;
    m_entries.insert_or_assign(std::string(key), std::string(bytes));
    return true;
}

bool ReferenceStore::add_target(std::string_view key, std::string_view array, const Target& target) {
    if (!takes(key.size() + target.url.size() + array.size())) return false;
    m_entries.insert_or_assign(std::string(key), Kept{std::string(target.url), std::string(array), target.offset,
                                                      target.length, target.is_whole_file, target.is_own_file});
    return true;
}

void ReferenceStore::add_unusable(std::string_view key, std::string_view why) {
    if (takes(key.size() + why.size())) m_entries.insert_or_assign(std::string(key), Unusable{std::string(why)});
}

void ReferenceStore::remove(std::string_view key) {
    const auto at = m_entries.find(key);
    if (at != m_entries.end()) m_entries.erase(at);
}

const ReferenceStore::Entry* ReferenceStore::find(std::string_view key) const {
    const auto at = m_entries.find(key);
    return at == m_entries.end() ? nullptr : &at->second;
}

Outcome<Location> ReferenceStore::location_of(std::string_view key, const Kept& kept) const {
    Location location = m_locations.of(kept.url, kept.array);
    if (location.kind == Location::Kind::file) return location;
    return zarr::problem_at(location.kind == Location::Kind::refused ? "probe/refused-source" : "probe/unreachable",
                            key, fmt::format("refers to '{}', which cannot be read: {}", kept.url, location.why));
}

Outcome<std::uint64_t> ReferenceStore::size_of(std::string_view key, const Kept& kept) const {
    auto location = location_of(key, kept);
    if (!location) return location.take_problem();
    if (!kept.is_whole_file) return kept.length;
    auto size = m_locations.size_of(*location);
    if (!size) return size.take_problem();
    if (size->has_value()) return **size;
    return zarr::problem_at("probe/missing-source", key,
                            fmt::format("refers to '{}', where there is no file", kept.url));
}

void ReferenceStore::mark_incomplete(std::string_view path, std::string_view why) { m_incomplete.emplace(path, why); }

Outcome<std::optional<std::uint64_t>> ReferenceStore::size_of_absent(std::string_view key) const {
    if (m_incomplete.empty() || is_metadata_key(key)) return std::optional<std::uint64_t>();
    for (std::string_view path = key; !path.empty();) {
        const std::size_t slash = path.rfind('/');
        path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
        const auto at = m_incomplete.find(path);
        if (at != m_incomplete.end())
            return zarr::problem_at("probe/bad-reference", key, fmt::format("has no reference: {}", at->second));
    }
    return std::optional<std::uint64_t>();
}

Outcome<std::optional<std::uint64_t>> ReferenceStore::size_of(std::string_view key) {
    const Entry* entry = find(key);
    if (entry == nullptr) return size_of_absent(key);
    if (const auto* bytes = std::get_if<std::string>(entry)) return std::optional<std::uint64_t>(bytes->size());
    if (const auto* unusable = std::get_if<Unusable>(entry))
        return zarr::problem_at("probe/bad-reference", key, unusable->why);
    auto size = size_of(key, std::get<Kept>(*entry));
    if (!size) return size.take_problem();
    return std::optional<std::uint64_t>(*size);
}

Outcome<std::optional<std::string>> ReferenceStore::get(std::string_view key, std::uint64_t largest_bytes) {
    auto size = size_of(key);
    if (!size) return size.take_problem();
    if (!size->has_value()) return std::optional<std::string>();
    if (**size > largest_bytes) return too_large(key, **size, largest_bytes);
    return get_range(key, 0, **size);
}

Outcome<std::optional<std::string>> ReferenceStore::get_range(std::string_view key, std::uint64_t offset,
                                                              std::uint64_t count) {
    auto size = size_of(key);
    if (!size) return size.take_problem();
    if (!size->has_value()) return std::optional<std::string>();
    offset = std::min(offset, **size);
    count = std::min(count, **size - offset);
    const Entry* entry = find(key);
    if (const auto* bytes = std::get_if<std::string>(entry)) return std::optional(bytes->substr(offset, count));
    const Kept& kept = std::get<Kept>(*entry);
    auto location = location_of(key, kept);
    if (!location) return location.take_problem();
    // Does not overflow: offset + length was checked, and offset + count is within length.
    auto read = m_locations.read(*location, kept.offset + offset, count);
    if (read) return std::optional(*std::move(read));
    Problem problem = read.take_problem();
    // A file elsewhere may be out of reach; one of the store itself is lost.
    if (kept.is_own_file) problem.code = "probe/unreadable";
    problem.path = zarr::problem_at("", key, "").path;
    return problem;
}

Outcome<std::vector<zarr::Entry>> ReferenceStore::list(std::string_view prefix) {
    std::vector<zarr::Entry> entries;
    const std::string start = prefix.empty() ? std::string() : std::string(prefix) + '/';
    auto at = m_entries.lower_bound(start);
    while (at != m_entries.end() && at->first.starts_with(start)) {
        const std::string_view rest = std::string_view(at->first).substr(start.size());
        const std::size_t slash = rest.find('/');
        std::string name(rest.substr(0, slash));
        if (slash == std::string_view::npos) {
            if (!name.empty()) entries.push_back({std::move(name), false});
            ++at;
            continue;
        }
        at = m_entries.lower_bound(start + name + static_cast<char>('/' + 1));  // past all that is below
        if (!name.empty()) entries.push_back({std::move(name), true});
    }
    // A key may be the prefix of others, and characters less than '/' come between.
    std::sort(entries.begin(), entries.end(), [](const zarr::Entry& a, const zarr::Entry& b) {
        return a.name != b.name ? a.name < b.name : a.is_prefix && !b.is_prefix;
    });
    entries.erase(std::unique(entries.begin(), entries.end(),
                              [](const zarr::Entry& a, const zarr::Entry& b) { return a.name == b.name; }),
                  entries.end());
    return entries;
}

}  // namespace cairn::references

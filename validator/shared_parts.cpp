#include "validator/shared_parts.hpp"

#include <utility>

namespace cairn::validate {

namespace {

std::uint64_t hash_of(const LinkList& links) {
    std::uint64_t hash = links.size();
    for (const Link& link : links) hash = hash * 31 + digest_of(link.rel) + digest_of(link.href) * 7;
    return hash;
}

/// The part that is known by this hash, when it is equal; else this one is known from now on.
template <class Part>
void share_by(std::uint64_t hash, Part& part, std::unordered_map<std::uint64_t, Part>& known, std::size_t most) {
    if (known.size() >= most) known.clear();
    const auto [same, is_new] = known.try_emplace(hash, part);
    if (is_new) return;
    if (same->second == part) {
        part = same->second;
    } else {
        same->second = part;
    }
}

}  // namespace

void SharedParts::share(Record& record) {
    // What has contents are pages and Collections, whose links are their own.
    const bool has_common_links = record.contents_apart == nullptr && !record.links.empty();
    const std::uint64_t of_links = has_common_links ? hash_of(record.links) : 0;
    const std::uint64_t of_collection = digest_of(record.collection.str());
    const std::lock_guard lock(m_mutex);
    if (has_common_links) share_by(of_links, record.links, m_links, k_most);
    if (!record.collection.empty()) share_by(of_collection, record.collection, m_collections, k_most);
}

}  // namespace cairn::validate

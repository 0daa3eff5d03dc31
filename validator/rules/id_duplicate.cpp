#include <algorithm>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// What an id is unique within: Items within their Collection (by its link, else by the id that they name), or else
/// beside those of the same parent; Collections within the tree; Catalogs beside their siblings, since the years of two
/// Collections may be called the same.
struct Scope {
    Kind kind;
    const Record* document = nullptr;
    std::string_view named;
    std::string_view id;

    bool operator<(const Scope& other) const {
        return std::tie(kind, document, named, id) < std::tie(other.kind, other.document, other.named, other.id);
    }
};

std::optional<Scope> scope_of(const Tree& tree, const Record& record) {
    if (record.id.empty()) return std::nullopt;
    if (record.kind == Kind::collection) return Scope{Kind::collection, nullptr, {}, record.id};
    std::span<const Record* const> listers;
    if (record.kind == Kind::item || record.kind == Kind::catalog) listers = tree.listed_by(record);
    if (record.kind == Kind::item) {
        const Record* collection = tree.own_collection(record);
        if (collection != nullptr) return Scope{Kind::item, collection, {}, record.id};
        if (!record.collection.empty()) return Scope{Kind::item, nullptr, record.collection, record.id};
    }
    if (listers.empty()) return std::nullopt;
    return Scope{record.kind, listers.front(), {}, record.id};
}

void report(const Record& record, const Record& first, Findings& out) {
    out.add(k_id_duplicate, record, "/id", "the id " + in_quotes(record.id) + " is that of " + first.path + " too");
}

/// A digest and a place for each document, and not a map of scopes: there can be millions.
struct Entry {
    std::uint64_t digest;
    const Record* record;

    bool operator<(const Entry& other) const { return std::tie(digest, record) < std::tie(other.digest, other.record); }
};

/// Documents whose digests are equal, in the order of their paths.
void among_alike(const Tree& tree, const Entry* begin, const Entry* end, Findings& out) {
    std::map<Scope, const Record*> seen;  // digests can be made equal on purpose
    for (const Entry* entry = begin; entry != end; ++entry) {
        const auto [first, fresh] = seen.emplace(*scope_of(tree, *entry->record), entry->record);
        if (!fresh) report(*entry->record, *first->second, out);
    }
}

void among_documents(const Tree& tree, Findings& out) {
    std::vector<Entry> entries;
    std::map<std::string_view, const Record*> collections;
    for (const Record& record : tree.records()) {
        const auto scope = scope_of(tree, record);
        if (!scope) continue;
        const std::uint64_t place = reinterpret_cast<std::uintptr_t>(scope->document);
        const std::uint64_t named = digest_of(scope->named) * 31 + static_cast<std::uint64_t>(scope->kind);
        entries.push_back({digest_of(scope->id) + place * 0x9E3779B97F4A7C15U + named, &record});
        if (record.kind == Kind::collection) collections.emplace(record.id, &record);
    }
    std::sort(entries.begin(), entries.end());
    for (std::size_t begin = 0; begin < entries.size();) {
        std::size_t end = begin + 1;
        while (end < entries.size() && entries[end].digest == entries[begin].digest) ++end;
        if (end - begin > 1) among_alike(tree, entries.data() + begin, entries.data() + end, out);
        begin = end;
    }
    // Clients know Catalogs and Collections by one name each.
    for (const Record& record : tree.records()) {
        if (record.kind != Kind::catalog || record.id.empty()) continue;
        const auto same = collections.find(record.id);
        if (same != collections.end()) report(*same->second, record, out);
    }
}

/// An asset or a member in the pages of a chain.
struct Listing {
    std::uint64_t digest;
    std::uint32_t page, index;

    auto operator<=>(const Listing&) const = default;
};

/// All of one chain, sorted.
std::vector<Listing> listings_of(const Chain& chain) {
    std::size_t count = 0;
    for (const Record* page : chain.pages) count += page->contents().asset_ids.size() + page->contents().members.size();
    std::vector<Listing> listings;
    listings.reserve(count);
    for (std::uint32_t number = 0; number < chain.pages.size(); ++number) {
        const Contents& contents = chain.pages[number]->contents();
        std::uint32_t index = 0;
        for (const std::uint64_t digest : contents.asset_ids) listings.push_back({digest, number, index++});
        index = 0;
        // Pages of a search may mix Collections, in which ids may be equal.
        for (const Member& member : contents.members)
            listings.push_back({digest_of(member.id + "\n" + member.collection.str()), number, index++});
    }
    std::ranges::sort(listings);
    return listings;
}

void within_pages(const Chain& chain, Findings& out) {
    const std::vector<Listing> listings = listings_of(chain);
    const Listing* first = nullptr;
    for (const Listing& listing : listings) {
        if (first == nullptr || listing.digest != first->digest) {
            first = &listing;
            continue;
        }
        const Record& page = *chain.pages[listing.page];
        const std::vector<Member>& members = page.contents().members;
        const bool is_collection = page.kind == Kind::collections;
        const std::string id = members.empty() ? std::string() : members[listing.index].id;
        const std::string which = id.empty() ? std::string("the id") : std::string("the id ").append(in_quotes(id));
        out.add(k_id_duplicate, page,
                json::child(json::child("", is_collection ? "collections" : "features"), std::size_t{listing.index}) +
                    "/id",
                which + " of this " + (is_collection ? "Collection" : "feature") + " is that of another in " +
                    chain.pages[first->page]->path + " too");
    }
}

void check(const TreeView& view, Findings& out) {
    const Tree& tree = view.tree;
    among_documents(tree, out);
    for (const Chain& chain : tree.chains().all()) within_pages(chain, out);
}

}  // namespace

const Rule k_id_duplicate{"id/duplicate",
                          Severity::error,
                          "An id stands for one thing",
                          "Clients and databases that read the catalog keep one document an id.",
                          "STAC 1.1.0, item-spec and collection-spec, id",
                          TreeCheck(check)};

}  // namespace cairn::validate::rules

// What the link rules need to know of a document: the rest is forgotten once its schemas are checked, so that a tree of
// a million documents fits in memory.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "base/shared_text.hpp"
#include "validator/document.hpp"
#include "validator/finding.hpp"
#include "validator/ranges.hpp"
#include "validator/tally.hpp"

namespace cairn::validate {

/// Views into the texts of its list: a document may have millions of links.
struct Link {
    std::string_view rel;
    std::string_view href;
    std::uint32_t index = 0;   ///< in its array, of the first link with this rel and href
    std::int32_t member = -1;  ///< the feature or Collection of a page that has it; -1: the document itself
    bool operator==(const Link&) const = default;
};

/// The links of a document, each rel and href once, in its order. Copies are one list: the Items of a Collection mostly
/// have the same links. Threads: as std::shared_ptr<const T>.
class LinkList {
  public:
    LinkList() = default;
    /// Copies the texts, which may go afterwards. The links differ from each other in rel or href.
    explicit LinkList(std::vector<Link> links);

    const Link* data() const { return m_links == nullptr ? nullptr : m_links->all.data(); }
    std::size_t size() const { return m_links == nullptr ? 0 : m_links->all.size(); }
    bool empty() const { return size() == 0; }
    const Link* begin() const { return data(); }
    const Link* end() const { return data() + size(); }
    const Link& operator[](std::size_t index) const { return data()[index]; }
    /// The first link with this rel, or nullptr. A Collection of 100,000 Items is asked for its pages by each of them.
    const Link* find(std::string_view rel) const;

    bool operator==(const LinkList& other) const {
        return m_links == other.m_links || std::equal(begin(), end(), other.begin(), other.end());
    }

  private:
    struct Links {
        std::vector<Link> all;
        std::vector<std::uint32_t> first_of_rel;  ///< where each rel stands first, by rel; of many links only
        std::unique_ptr<char[]> texts;
    };
    std::shared_ptr<const Links> m_links;  ///< nullptr: none
};

/// An Item or Collection that stands in a page.
struct Member {
    std::string id;
    SharedText collection;
    std::uint64_t digest = 0;  ///< of all but its links, their templates and assets, which differ by where it stands
};

/// One line of a page directory: a page, or a part of the directory, which has pages.
struct PageEntry {
    std::string href;
    std::optional<std::int64_t> count;
    std::optional<std::int64_t> pages;  ///< of a part
    std::optional<TimeSpan> time;
    std::optional<Box> box;
};

/// One value of a property of an Item, as summaries speak of it. Names and values are told apart by their digests.
struct Stated {
    std::uint64_t name = 0;
    std::uint64_t value = 0;       ///< of its canonical text
    std::optional<double> number;  ///< when it is one
};

/// What the summaries of a Collection say of one property: all its values, or the least and largest.
struct Summarised {
    std::string name;
    std::vector<std::uint64_t> values;  ///< sorted
    std::optional<double> least, largest;
};

/// A `child` or `item` link that stands in the links of its document more than once, in the same spelling.
struct RepeatedLink {
    std::uint32_t first = 0;  ///< its number in the array
    std::uint32_t second = 0;
    std::uint32_t count = 0;  ///< of all, with the first
};

/// What orders the entries of an asset list: those without a time by the bytes of their ids, then the others by start.
struct AssetKey {
    std::optional<TimeSpan> time;
    std::string id;
};
/// Whether an entry may stand before another.
bool may_precede(const AssetKey& a, const AssetKey& b);

/// The order within an asset list page.
struct AssetOrder {
    AssetKey first, last;
    std::optional<std::uint32_t> breach;       ///< the first entry that should stand before the one before it
    std::optional<TimeSpan> time_before = {};  ///< of the one before it
};

/// What a page, a directory of pages or a Collection says of other documents.
struct Contents {
    std::vector<Member> members;           ///< of a page of Items or Collections
    std::vector<std::uint64_t> asset_ids;  ///< digests of the ids in an asset list page
    std::vector<PageEntry> pages;          ///< of a page directory
    bool holds_data = false;               ///< a Collection that has assets beside lists and tables of its Items
    bool lists_parts = false;              ///< `pages` are parts of the directory
    std::vector<Summarised> summaries;     ///< of a Collection, by name
    std::vector<RepeatedLink> repeated;    ///< of a Catalog or Collection, in the order of their first places
    std::optional<AssetOrder> order;       ///< of an asset list page with entries
    bool keeps_order = false;              ///< a Catalog of the layout of this program, whose lists have an order
    std::size_t features = 0;
    std::optional<std::int64_t> number_matched;
    std::optional<std::int64_t> number_returned;
};

/// What was found wrong with a document by itself.
struct Faults {
    std::vector<std::uint32_t> suspects;     ///< members that a rule has found wrong, sorted; Record::k_whole
    std::vector<Finding> findings;           ///< as many as are kept
    Tally tally;                             ///< of all findings
    std::vector<PatternCount> dropped = {};  ///< of those that are not kept
    std::uint32_t not_checked_errors = 0;    ///< findings that are errors by Options::strict alone
};

/// The link of a document to itself: it differs in each, where the others of neighbours are mostly equal.
struct SelfLink {
    std::string href;
    std::uint32_t index = 0;  ///< in its array
};

/// There can be millions, most of them Items without faults: what these do not have lies apart.
struct Record {
    std::string path;  ///< below the tree, with '/'
    std::string id;
    SharedText collection;
    std::uint64_t digest = 0;
    LinkList links;                ///< but for the document's own first `self` link
    std::size_t link_count = 0;    ///< all links, also of features
    std::string relative_assets;   ///< assets with a relative href: pointer of the href, NUL, href, NUL
    std::optional<TimeSpan> time;  ///< of an Item; the overall one of a Collection; the union of a page
    Boxes boxes;                   ///< likewise
    std::vector<Stated> stated;    ///< by the properties of an Item; folded by Collection, then forgotten
    Kind kind = Kind::unknown;
    bool is_uncertain = false;                      ///< a rule or schema has found its time, place or form wrong
    bool readable = false;                          ///< it is JSON
    bool missing = false;                           ///< a link led to it, and its server has nothing there: no document
    bool checked = false;                           ///< by at least one schema
    bool not_checked = false;                       ///< by all the schemas that it names
    std::unique_ptr<SelfLink> self_apart = {};      ///< nullptr: it has none
    std::unique_ptr<Contents> contents_apart = {};  ///< nullptr: `contents` is empty
    std::unique_ptr<Faults> faults_apart = {};      ///< likewise

    const Contents& contents() const { return contents_apart == nullptr ? k_no_contents : *contents_apart; }
    const Faults& faults() const { return faults_apart == nullptr ? k_no_faults : *faults_apart; }
    /// Those of this record, to be changed.
    Contents& own_contents();
    Faults& own_faults();

    /// Not `self`.
    const Link* link(std::string_view rel) const { return links.find(rel); }
    std::optional<Link> self() const;
    /// All links by their numbers: those of `links`, then its own `self` link, which is k_self_link.
    void for_each_link(const std::function<void(const Link&, std::uint32_t number)>& visit) const;
    Link link_at(std::uint32_t number) const { return number == k_self_link ? self().value() : links[number]; }
    /// Where one of its links stands.
    std::string pointer_of(const Link& link) const;
    /// Whether a rule has found the document itself wrong, or a member: what it says is no witness for other rules.
    bool is_suspect(std::uint32_t member = k_whole) const;
    static constexpr std::uint32_t k_whole = 0xFFFFFFFFU;
    static constexpr std::uint32_t k_self_link = 0xFFFFFFFFU;
    static const Contents k_no_contents;
    static const Faults k_no_faults;
};

/// Calls `visit` with the pointer and the text of each relative href of an asset.
void for_each_relative_asset(const Record& record,
                             const std::function<void(std::string_view pointer, std::string_view href)>& visit);

/// Fills in what the document says of itself.
void extract(const json::Value& document, Record& record);

/// 64 bits of a text, the same on every machine (FNV-1a).
std::uint64_t digest_of(std::string_view text);

}  // namespace cairn::validate

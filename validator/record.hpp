// What the link rules need to know of a document: the rest is forgotten once its schemas are checked, so that a tree of
// a million documents fits in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "validator/document.hpp"
#include "validator/finding.hpp"
#include "validator/ranges.hpp"
#include "validator/tally.hpp"

namespace cairn::validate {

/// Views into the record's `link_texts`: a document may have millions of links.
struct Link {
    std::string_view rel;
    std::string_view href;
    std::uint32_t index = 0;   ///< in its array, of the first link with this rel and href
    std::int32_t member = -1;  ///< the feature or Collection of a page that has it; -1: the document itself
};

/// An Item or Collection that stands in a page.
struct Member {
    std::string id;
    std::string collection;
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

struct Record {
    std::string path;  ///< below the tree, with '/'
    Kind kind = Kind::unknown;
    std::string id;
    std::string collection;
    std::uint64_t digest = 0;
    std::vector<Link> links;  ///< each rel and href once, in the order of the document
    std::vector<std::uint32_t> first_of_rel =
        {};                                ///< where in `links` each rel stands first, by rel; of many links only
    std::unique_ptr<char[]> link_texts;    ///< what the links say; where it lies, moves do not change
    std::size_t link_count = 0;            ///< all links, also of features
    std::string relative_assets;           ///< assets with a relative href: pointer of the href, NUL, href, NUL
    std::optional<TimeSpan> time;          ///< of an Item; the overall one of a Collection; the union of a page
    Boxes boxes;                           ///< likewise
    std::vector<Member> members;           ///< of a page of Items or Collections
    std::vector<std::uint64_t> asset_ids;  ///< digests of the ids in an asset list page
    std::vector<PageEntry> pages;          ///< of a page directory
    bool holds_data = false;               ///< a Collection that has assets beside lists and tables of its Items
    bool lists_parts = false;              ///< `pages` are parts of the directory
    std::vector<Stated> stated;            ///< by the properties of an Item; folded by Collection, then forgotten
    std::vector<Summarised> summaries;     ///< of a Collection, by name
    std::vector<std::uint32_t> suspects;   ///< members that a rule has found wrong, sorted; k_whole: the document
    std::size_t features = 0;
    std::optional<std::int64_t> number_matched;
    std::optional<std::int64_t> number_returned;

    std::vector<Finding> findings;                            ///< as many as are kept
    Tally tally;                                              ///< of all findings
    std::unique_ptr<std::vector<PatternCount>> dropped = {};  ///< of those that are not kept; nullptr: all are
    bool is_uncertain = false;             ///< a rule or schema has found its time, place or form wrong
    bool readable = false;                 ///< it is JSON
    bool missing = false;                  ///< a link led to it, and its server has nothing there: no document
    bool checked = false;                  ///< by at least one schema
    bool not_checked = false;              ///< by all the schemas that it names
    std::uint32_t not_checked_errors = 0;  ///< findings about that which are errors (Options::strict)

    /// The first link with this rel, or nullptr. A Collection of 100,000 Items is asked for its pages by each of them.
    const Link* link(std::string_view rel) const;
    /// Where one of its links stands.
    std::string pointer_of(const Link& link) const;
    /// Whether a rule has found the document itself wrong, or a member: what it says is no witness for other rules.
    bool is_suspect(std::uint32_t member = k_whole) const;
    static constexpr std::uint32_t k_whole = 0xFFFFFFFFU;
};

/// Calls `visit` with the pointer and the text of each relative href of an asset.
void for_each_relative_asset(const Record& record,
                             const std::function<void(std::string_view pointer, std::string_view href)>& visit);

/// Fills in what the document says of itself.
void extract(const json::Value& document, Record& record);

/// Gives the record copies of these links, each of which differs from the others in rel or href. Their texts may go
/// afterwards.
void own_links(std::vector<Link> links, Record& record);

/// 64 bits of a text, the same on every machine (FNV-1a).
std::uint64_t digest_of(std::string_view text);

}  // namespace cairn::validate

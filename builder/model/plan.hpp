// What grouping decides: which file is which asset of which item of which collection.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/shared_text.hpp"
#include "builder/model/absence.hpp"
#include "builder/model/granule.hpp"
#include "builder/model/recorded_asset.hpp"
#include "builder/model/series.hpp"
#include "builder/model/source.hpp"

namespace cairn {

using Facets = std::map<std::string, std::string>;  ///< facet name -> value, for example experiment_id -> historical

/// Where one source belongs.
struct Placement {
    std::size_t collection_rule = 0;  ///< index into Config::collections
    SharedText collection;            ///< id
    SharedText item;                  ///< id
    std::size_t item_folders = 0;     ///< how many bytes at the beginning of `item` do not come from the file's name:
                                      ///< with `asset` behind them they are the id of what is the Collection's own
    SharedText asset;                 ///< id, unique in its item
    SharedText asset_title;
    std::shared_ptr<const Facets> facets;  ///< shared: the files of one dataset mostly have the same
};

/// Role and asset of the picture of an Item that a build makes.
inline constexpr std::string_view k_quick_look = "thumbnail";

/// One source with all that is known of it: the record that is sorted and grouped. A store is an entry with
/// Granule::store; its groups are the assets.
struct Entry {
    Source source;
    std::string href;             ///< public URL of the source; empty when its archive has none
    std::string_view media_type;  ///< lives as long as the program; empty: that of the source's format
    /// What references say of this file; nullptr: no virtual store refers to it. The file may have been read itself, or
    /// not be in any archive.
    std::shared_ptr<const SourceCoverage> referenced = nullptr;
    Granule granule;
    Placement placement;
    std::string_view other_role{};  ///< of a file of a format that is not read (FileKind::role); empty: it was read
    std::shared_ptr<const RecordedAsset> recorded{};  ///< what a record says of the file; nullptr: it is no record
    std::string checksum{};  ///< of the file, a multihash in small hexadecimal digits; empty: not known
    std::optional<Absence> absence{};  ///< it is described by what an earlier run found out; nullopt: by this run

    /// A file that was not looked at: all that is known of it is what references say. It has no place in an archive,
    /// `source` is empty.
    bool is_only_referenced() const {
        return referenced != nullptr && granule.cube == nullptr && !is_of_other_format() && recorded == nullptr;
    }
    /// Known by path, name and date alone.
    bool is_of_other_format() const { return !other_role.empty(); }
    /// A picture that the build made of the data: it stands in the Item, however long its list of assets is.
    bool is_quick_look() const { return other_role == k_quick_look && placement.asset.str() == k_quick_look; }
    /// A tombstone: it stays, but is not to be used any more.
    bool is_deprecated() const { return absence.has_value() && absence->is_deprecated; }
    bool is_read() const { return !is_only_referenced() && !is_of_other_format(); }

    /// Below the archive, or the URL of what is only referenced.
    const std::string& address() const { return source.relative.empty() ? href : source.relative; }
};

/// What a Collection document needs of its items, gathered while they are written.
struct CollectionSummary {
    std::string id;
    std::optional<UtcInterval> interval;
    std::vector<Box> boxes;                                  ///< distinct boxes of items
    std::map<std::string, std::vector<std::string>> facets;  ///< name -> sorted distinct values
    std::vector<std::string> standard_names;                 ///< CF, of all data variables, sorted, distinct
    std::optional<Cube> cube;                                ///< the union of all; nullopt: none has one
    std::vector<TemporalExtent> temporal;                    ///< of that cube
    Facets shared_facets;                                    ///< those that all entries have with the same value
    std::shared_ptr<const Description> description;  ///< what every file that was read says of itself; null: nothing
    bool is_deprecated = true;                       ///< nothing is left in it but tombstones
    std::size_t item_count = 0;
    std::size_t without_box = 0;  ///< items, and sets of undated assets, whose place is not known
    std::size_t asset_count = 0;
};

}  // namespace cairn

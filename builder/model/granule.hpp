// What is understood of one source: when, where, and which cube. The unit that is grouped into items.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "builder/model/band.hpp"
#include "builder/model/cube.hpp"
#include "builder/model/dataset.hpp"
#include "builder/model/description.hpp"
#include "builder/model/footprint.hpp"
#include "builder/model/instant.hpp"
#include "builder/model/projection.hpp"
#include "builder/model/source_coverage.hpp"

namespace cairn {

/// What the one time axis that counts covers, in its own calendar: microseconds since that calendar's day 0.
struct NativeSpan {
    std::string_view calendar;     ///< CF name, a text that lives as long as the program
    std::int64_t first_us = 0;     ///< the lower bound of the first cell, or the first value
    std::int64_t last_us = 0;      ///< of the last
    std::int64_t end_us = 0;       ///< the last upper bound; without bounds the last value
    std::int64_t step_us = 0;      ///< between the times, when regular in seconds
    std::int32_t step_months = 0;  ///< when regular in months; both 0: one time, or no regular step
    std::uint32_t count = 0;       ///< of times
    bool has_bounds = false;
    bool operator==(const NativeSpan&) const = default;
};

struct TimeCoverage {
    std::optional<UtcInterval> interval;  ///< closed: an end that comes from bounds is before their edge, which belongs
                                          ///< to the next cell (Policies::interval_end)
    Evidence evidence = Evidence::none;
    std::string
        reason;  ///< why there is no interval, or why it is a guess; empty when it is known from coordinates or bounds
    std::optional<NativeSpan> native{};  ///< of one source, when one axis dates it
};

/// What xarray.open_dataset has to be told to open a file or store, beyond its defaults.
struct OpenArguments {
    bool leaves_times = false;                ///< it cannot decode the units of a variable: decode_times=False
    std::string group;                        ///< that holds the data, when the root has none; empty: the root
    std::vector<std::string> drop_variables;  ///< that it refuses
    bool operator==(const OpenArguments&) const = default;
};

/// A group of a store that has arrays of data: one asset.
struct StoreGroup {
    std::string path;  ///< below the root of the store, "measurements/r10m"; empty: the root
    std::string title;
    std::shared_ptr<const Cube> cube;              ///< of this group alone, names as they are in it
    std::vector<TemporalExtent> temporal;          ///< of the cube's temporal dimensions, where known
    std::optional<UtcInterval> time;               ///< that its axes give, closed
    Footprint footprint;                           ///< of its grids
    std::shared_ptr<const Projection> projection;  ///< of its grid, when it has one that is not latitude and longitude
    std::vector<Band> bands;                       ///< one a data variable, or one a value of a dimension of bands
    std::optional<double> gsd_m;                   ///< ground sample distance
    bool is_multiscale = false;                    ///< its arrays are in groups below it, one a resolution
    bool follows_multiscales = false;              ///< the Zarr convention of that name, in all that it demands
    bool consolidated = false;                     ///< all metadata below stand in a document of the group's own
    std::vector<std::string> levels;               ///< these groups, "r10m", finest first; empty: not known
    std::shared_ptr<const OpenArguments> opening;  ///< null: the defaults serve
};

/// What only a store has.
struct StorePart {
    StoreTraits traits;
    std::vector<StoreGroup> groups;  ///< in order of path; of a pyramid the finest first
    std::string stated_properties;   ///< JSON object, members of an Item's properties that the store states, checked;
                                     ///< empty: it states none
    bool is_pyramid = false;         ///< its groups are stores beside each other, the levels of one pyramid
};

/// What only a store of references has.
struct VirtualStorePart : StorePart {
    /// The files that it refers to, by URL. Shared with the entries that stand for these files.
    std::vector<std::shared_ptr<const SourceCoverage>> sources;
};

/// What a source is beside what all sources have: a file has nothing more.
using SourceKind = std::variant<std::monostate, StorePart, VirtualStorePart>;

/// When a file was made and last changed, as its own attributes say.
struct FileDates {
    std::optional<UtcInstant> created;
    std::optional<UtcInstant> updated;
};

struct Granule {
    TimeCoverage time;
    Footprint footprint;
    std::shared_ptr<const Cube> cube;      ///< shared: granules of one product point at one cube (model/interner.hpp)
    std::vector<TemporalExtent> temporal;  ///< of the cube's temporal dimensions, where known
    std::shared_ptr<const Projection> projection;  ///< when all data variables share one grid that is not latitude and
                                                   ///< longitude; else null
    SourceKind kind;
    std::shared_ptr<const Description> description;  ///< shared by the files of a dataset; null: says nothing
    FileDates dates;
    std::shared_ptr<const OpenArguments> opening;  ///< null: the defaults serve
    std::vector<std::string> notes;  ///< what was left out and why, in sentences; for the document and the report

    /// nullptr: a file.
    const StorePart* store() const;
    StorePart* store();
    /// nullptr: a file, or a store that holds its data itself.
    const VirtualStorePart* virtual_store() const { return std::get_if<VirtualStorePart>(&kind); }
    VirtualStorePart* virtual_store() { return std::get_if<VirtualStorePart>(&kind); }
};

inline const StorePart* Granule::store() const {
    if (const VirtualStorePart* references = virtual_store()) return references;
    return std::get_if<StorePart>(&kind);
}

inline StorePart* Granule::store() {
    if (VirtualStorePart* references = virtual_store()) return references;
    return std::get_if<StorePart>(&kind);
}

}  // namespace cairn

// The names that the members of Facts have in a ledger. They are read for as long as ledgers live: a name that stands
// here is never given another meaning.
#pragma once

#include <array>
#include <string_view>

#include "builder/facts/members.hpp"
#include "builder/ledger/text_codec.hpp"

namespace cairn::ledger {

template <std::size_t size>
using Names = std::array<std::string_view, size>;

template <>
inline constexpr Names<2> k_names<LatInterval>{"south_deg", "north_deg"};
template <>
inline constexpr Names<2> k_names<Box>{"lon", "lat"};
template <>
inline constexpr Names<2> k_names<Position>{"lon_deg", "lat_deg"};
template <>
inline constexpr Names<1> k_names<Outline>{"rings"};
template <>
inline constexpr Names<17> k_names<CubeDimension>{
    "name",   "kind",     "description",      "unit",    "standard_name", "calendar",
    "step",   "positive", "formula_terms",    "minimum", "maximum",       "spacing",
    "values", "labels",   "reference_system", "box",     "size"};
template <>
inline constexpr Names<3> k_names<Flags>{"values", "masks", "meanings"};
template <>
inline constexpr Names<13> k_names<CubeVariable>{"name",   "dimensions",    "is_data",      "data_type", "description",
                                                 "unit",   "standard_name", "cell_methods", "nodata",    "scale",
                                                 "offset", "value",         "flags"};
template <>
inline constexpr Names<2> k_names<Cube>{"dimensions", "variables"};
template <>
inline constexpr Names<7> k_names<Projection>{"code", "wkt2", "projjson", "shape", "transform", "bbox", "in_metres"};
template <>
inline constexpr Names<4> k_names<Provider>{"name", "description", "roles", "url"};
template <>
inline constexpr Names<2> k_names<Publication>{"doi", "citation"};
template <>
inline constexpr Names<8> k_names<Description>{"title",     "summary", "keywords", "license",
                                               "providers", "doi",     "citation", "publications"};
template <>
inline constexpr Names<2> k_names<UtcInterval>{"start", "end"};
template <>
inline constexpr Names<2> k_names<DatePeriod>{"interval", "precision_us"};
template <>
inline constexpr Names<8> k_names<NativeSpan>{"calendar", "first_us",    "last_us", "end_us",
                                              "step_us",  "step_months", "count",   "has_bounds"};
template <>
inline constexpr Names<4> k_names<TimeCoverage>{"interval", "evidence", "reason", "native"};
template <>
inline constexpr Names<2> k_names<NativeExtent>{"least", "greatest"};
template <>
inline constexpr Names<3> k_names<TemporalExtent>{"dimension", "interval", "native"};
template <>
inline constexpr Names<4> k_names<Footprint>{"box", "evidence", "reason", "outline"};
template <>
inline constexpr Names<3> k_names<OpenArguments>{"leaves_times", "group", "drop_variables"};
template <>
inline constexpr Names<13> k_names<Band>{"name",
                                         "description",
                                         "unit",
                                         "standard_name",
                                         "data_type",
                                         "nodata",
                                         "scale",
                                         "offset",
                                         "common_name",
                                         "center_wavelength_um",
                                         "full_width_half_max_um",
                                         "gsd_m",
                                         "shape"};
template <>
inline constexpr Names<5> k_names<StoreTraits>{"zarr_version", "consolidated", "is_array", "root", "snapshot"};
template <>
inline constexpr Names<14> k_names<StoreGroup>{"path",
                                               "title",
                                               "cube",
                                               "temporal",
                                               "time",
                                               "footprint",
                                               "projection",
                                               "bands",
                                               "gsd_m",
                                               "is_multiscale",
                                               "follows_multiscales",
                                               "consolidated",
                                               "levels",
                                               "opening"};
template <>
inline constexpr Names<4> k_names<StorePart>{"traits", "groups", "stated_properties", "is_pyramid"};
template <>
inline constexpr Names<5> k_names<VirtualStorePart>{"traits", "groups", "stated_properties", "is_pyramid", "sources"};
template <>
inline constexpr Names<3> k_names<PartOfDimension>{"dimension", "minimum", "maximum"};
template <>
inline constexpr Names<6> k_names<SourceCoverage>{"url", "bytes", "interval", "reason", "parts", "has_part_of_place"};
template <>
inline constexpr Names<2> k_names<FileDates>{"created", "updated"};
template <>
inline constexpr Names<10> k_names<Granule>{"time", "footprint",   "cube",  "temporal", "projection",
                                            "kind", "description", "dates", "opening",  "notes"};
template <>
inline constexpr Names<4> k_names<FileStamp>{"size_bytes", "modified_ns", "changed_ns", "inode"};
template <>
inline constexpr Names<6> k_names<Problem>{"stage", "code", "path", "message", "severity", "offset"};
template <>
inline constexpr Names<4> k_names<Understood>{"granule", "attributes", "named", "doubts"};

template <>
inline constexpr Names<2> k_kind_names<SourceKind>{"store", "virtual_store"};

template <>
inline constexpr Names<7> k_value_names<Evidence>{"bounds", "coordinates",   "metadata", "file_name",
                                                  "guess",  "configuration", "none"};
template <>
inline constexpr Names<9> k_value_names<DimensionKind>{
    "temporal", "longitude", "latitude", "projected_x", "projected_y", "vertical", "geometry", "bands", "other"};
template <>
inline constexpr Names<10> k_value_names<Format>{
    "cdf1", "cdf2", "cdf5", "hdf5", "zarr2", "zarr3", "kerchunk_json", "kerchunk_parquet", "icechunk", "record"};
template <>
inline constexpr Names<5> k_value_names<Stage>{"discover", "probe", "interpret", "group", "write"};
template <>
inline constexpr Names<2> k_value_names<Severity>{"error", "warning"};

}  // namespace cairn::ledger

// The members of what Facts are made of, as model/members.hpp has those of the values that are interned: a new member
// does not compile until it stands here.
#pragma once

#include "builder/facts/byte_codec.hpp"
#include "builder/facts/facts.hpp"
#include "builder/model/members.hpp"

namespace cairn {

template <either<UtcInstant> Self>
auto members_of(Self& self) {
    auto& [microseconds] = self;
    return std::tie(microseconds);
}

template <either<UtcInterval> Self>
auto members_of(Self& self) {
    auto& [start, end] = self;
    return std::tie(start, end);
}

template <either<DatePeriod> Self>
auto members_of(Self& self) {
    auto& [interval, precision_us] = self;
    return std::tie(interval, precision_us);
}

template <either<NativeSpan> Self>
auto members_of(Self& self) {
    auto& [calendar, first_us, last_us, end_us, step_us, step_months, count, has_bounds] = self;
    return std::tie(calendar, first_us, last_us, end_us, step_us, step_months, count, has_bounds);
}

template <either<TimeCoverage> Self>
auto members_of(Self& self) {
    auto& [interval, evidence, reason, native] = self;
    return std::tie(interval, evidence, reason, native);
}

template <either<NativeExtent> Self>
auto members_of(Self& self) {
    auto& [least, greatest] = self;
    return std::tie(least, greatest);
}

template <either<TemporalExtent> Self>
auto members_of(Self& self) {
    auto& [dimension, interval, native] = self;
    return std::tie(dimension, interval, native);
}

template <either<Footprint> Self>
auto members_of(Self& self) {
    auto& [box, evidence, reason, outline] = self;
    return std::tie(box, evidence, reason, outline);
}

template <either<OpenArguments> Self>
auto members_of(Self& self) {
    auto& [leaves_times, group, drop_variables] = self;
    return std::tie(leaves_times, group, drop_variables);
}

template <either<Band> Self>
auto members_of(Self& self) {
    auto& [name, description, unit, standard_name, data_type, nodata, scale, offset, common_name, center_wavelength_um,
           full_width_half_max_um, gsd_m, shape] = self;
    return std::tie(name, description, unit, standard_name, data_type, nodata, scale, offset, common_name,
                    center_wavelength_um, full_width_half_max_um, gsd_m, shape);
}

template <either<StoreTraits> Self>
auto members_of(Self& self) {
    auto& [zarr_version, consolidated, is_array, root, snapshot] = self;
    return std::tie(zarr_version, consolidated, is_array, root, snapshot);
}

template <either<StoreGroup> Self>
auto members_of(Self& self) {
    auto& [path, title, cube, temporal, time, footprint, projection, bands, gsd_m, is_multiscale, follows_multiscales,
           consolidated, levels, opening] = self;
    return std::tie(path, title, cube, temporal, time, footprint, projection, bands, gsd_m, is_multiscale,
                    follows_multiscales, consolidated, levels, opening);
}

template <either<StorePart> Self>
auto members_of(Self& self) {
    auto& [traits, groups, stated_properties, is_pyramid] = self;
    return std::tie(traits, groups, stated_properties, is_pyramid);
}

template <either<PartOfDimension> Self>
auto members_of(Self& self) {
    auto& [dimension, minimum, maximum] = self;
    return std::tie(dimension, minimum, maximum);
}

template <either<SourceCoverage> Self>
auto members_of(Self& self) {
    auto& [url, bytes, interval, reason, parts, has_part_of_place] = self;
    return std::tie(url, bytes, interval, reason, parts, has_part_of_place);
}

/// A structured binding does not reach through a base class.
template <either<VirtualStorePart> Self>
auto members_of(Self& self) {
    using Base = std::conditional_t<std::is_const_v<Self>, const StorePart, StorePart>;
    return std::tuple_cat(members_of(static_cast<Base&>(self)), std::tie(self.sources));
}

template <either<FileDates> Self>
auto members_of(Self& self) {
    auto& [created, updated] = self;
    return std::tie(created, updated);
}

template <either<Granule> Self>
auto members_of(Self& self) {
    auto& [time, footprint, cube, temporal, projection, kind, description, dates, opening, notes] = self;
    return std::tie(time, footprint, cube, temporal, projection, kind, description, dates, opening, notes);
}

template <>
inline constexpr Stage facts::k_last_of<Stage> = Stage::write;
template <>
inline constexpr Severity facts::k_last_of<Severity> = Severity::warning;

template <either<Problem> Self>
auto members_of(Self& self) {
    auto& [stage, code, path, message, severity, offset] = self;
    return std::tie(stage, code, path, message, severity, offset);
}

template <either<FileStamp> Self>
auto members_of(Self& self) {
    auto& [size_bytes, modified_ns, changed_ns, inode] = self;
    return std::tie(size_bytes, modified_ns, changed_ns, inode);
}

template <either<Sighting> Self>
auto members_of(Self& self) {
    auto& [path, stamp] = self;
    return std::tie(path, stamp);
}

template <either<Fingerprint> Self>
auto members_of(Self& self) {
    auto& [stamp, parts, is_settled, heads] = self;
    return std::tie(stamp, parts, is_settled, heads);
}

template <either<Understood> Self>
auto members_of(Self& self) {
    auto& [granule, attributes, named, doubts] = self;
    return std::tie(granule, attributes, named, doubts);
}

template <either<Facts> Self>
auto members_of(Self& self) {
    auto& [format, fingerprint, problems, understood, checksum] = self;
    return std::tie(format, fingerprint, problems, understood, checksum);
}

}  // namespace cairn

#include "builder/scan_context.hpp"

#include <xxhash.h>

#include "builder/facts/byte_codec.hpp"
#include "builder/facts/codec.hpp"

namespace cairn {

namespace {

void put(facts::Writer& writer, const Policies& policies) {
    const auto& [month_units, calendar_mapping, early_dates, interval_end, trust, time_tolerance_days,
                 place_tolerance_deg, footprint_tolerance_deg, half_cells] = policies;
    facts::put(writer, month_units);
    facts::put(writer, calendar_mapping);
    facts::put(writer, early_dates);
    facts::put(writer, interval_end);
    facts::put(writer, trust);
    facts::put(writer, time_tolerance_days);
    facts::put(writer, place_tolerance_deg);
    facts::put(writer, footprint_tolerance_deg);
    facts::put(writer, half_cells);
}

std::uint64_t hash_of(const std::string& bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace

ScanContext scan_context(const Config& config, const Archive& archive, ReaderChoice reader) {
    facts::Writer files;
    files.count(k_facts_format);
    files.count(k_reader_version);
    files.count(k_interpreter_version);
    put(files, config.policies);
    files.count(config.limits.coordinate_bytes);
    facts::put(files, reader);
    files.text(archive.root);
    facts::Writer references;
    for (const Archive& one : config.archives) {
        references.text(one.root);
        references.text(one.href);
    }
    return {hash_of(files.take()), hash_of(references.take())};
}

}  // namespace cairn

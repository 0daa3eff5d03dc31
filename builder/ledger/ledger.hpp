// The ledger of a catalog: what cannot be found out again. Facts of sources that were removed, that cannot be read any
// more, or that are being written to (docs/state.md). A run with the same ledger and the same archive writes the same
// tree, whatever its state.
//
// A text of one JSON value a line (NDJSON), sorted, so that two ledgers can be compared:
//
//     {"cairn_ledger":1,"lines":3}
//     {"part":"cube-09f5...","value":{...}}
//     {"archive":"cmip6","path":"a/b.nc","state":"removed","since":"2026-11-29T03:00:00Z","facts":{...}}
//
// `lines` counts all lines but the first: it tells a ledger that was cut. `part` is what many Facts share.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "builder/facts/facts.hpp"
#include "builder/model/absence.hpp"

namespace cairn {

struct LedgerEntry {
    Absent why = Absent::removed;
    std::int64_t since_s = 0;  ///< since 1970-01-01T00:00Z: when a run first found it so
    Facts facts;               ///< the last that were good: they are understood
};

/// By the name of the archive and the path below its root.
using Ledger = std::map<std::pair<std::string, std::string>, LedgerEntry>;

/// The version that is written; older ones are read.
inline constexpr std::uint64_t k_ledger_version = 1;

std::string ledger_text(const Ledger& ledger);

/// A text: why it is no ledger, and what to do; a sentence that begins behind "the ledger 'PATH' ".
std::variant<Ledger, std::string> parse_ledger(std::string_view text);

}  // namespace cairn

// The ledger of a catalog: what cannot be found out again. Facts of sources that were removed, that cannot be read any
// more, that are on tape only or are being written to, and sources that ended or stopped their readers (docs/state.md).
// A run with the same ledger and the same archive writes the same tree, whatever its state.
//
// A text of one JSON value a line (NDJSON), sorted, so that two ledgers can be compared:
//
//     {"cairn_ledger":2,"lines":4}
//     {"part":"cube-09f5...","value":{...}}
//     {"archive":"cmip6","path":"a/b.nc","state":"removed","since":"2026-11-29T03:00:00Z","facts":{...}}
//     {"archive":"cmip6","path":"a/c.nc","state":"quarantined","since":"...","tried":"...","with":"0f...","facts":{...}}
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

/// A source that ended or stopped whatever read it.
struct Quarantined {
    std::int64_t since_s = 0;  ///< since 1970-01-01T00:00Z: when it first did
    std::int64_t tried_s = 0;  ///< likewise: and when it last did
    std::uint64_t with = 0;    ///< a hash of the readers, policies and limits with which it was tried
    Facts facts;               ///< not understood: its stamp, and the problems
};

/// Name of the archive, and path below its root.
using SourceKey = std::pair<std::string, std::string>;

struct Ledger {
    std::map<SourceKey, LedgerEntry> kept;
    std::map<SourceKey, Quarantined> quarantined;  ///< what is known of one from better days is among `kept`
    bool empty() const { return kept.empty() && quarantined.empty(); }
};

/// The version that is written; older ones are read. 1 had nothing that is offline or quarantined.
inline constexpr std::uint64_t k_ledger_version = 2;

std::string ledger_text(const Ledger& ledger);

/// A text: why it is no ledger, and what to do; a sentence that begins behind "the ledger 'PATH' ".
std::variant<Ledger, std::string> parse_ledger(std::string_view text);

}  // namespace cairn

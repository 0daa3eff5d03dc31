// Why what is known of a source does not hold any more.
#pragma once

#include <string>

#include "base/storage/no_recall.hpp"
#include "builder/facts/facts.hpp"
#include "builder/model/source.hpp"
#include "builder/state/state.hpp"

namespace cairn {

/// Whether Facts of the format depend on where URLs lead.
bool is_of_references(Format format);

/// For people. `before`: what is known of the source. `leads_elsewhere`: the addresses of archives are others now.
std::string reason_to_read_again(const KnownSource& before, const Source& source, bool leads_elsewhere);

/// Whether a store was described by a file that is on tape only now. `is_offline`: empty: no file is.
bool needs_tape(const Fingerprint& fingerprint, const IsOffline& is_offline);

}  // namespace cairn

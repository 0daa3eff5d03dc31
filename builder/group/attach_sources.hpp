// The files that virtual stores refer to: they belong to the Item of the store, whether an archive holds them or not.
#pragma once

#include <vector>

#include "builder/model/plan.hpp"

namespace cairn {

/// For every virtual store, in order of place: a file of its references that is among the entries (by URL, else by
/// path) moves to the store's Item and gets the role `source`; every other one becomes an entry of its own, with what
/// the references tell: its URL, its time, the bytes referenced. A file that several stores refer to belongs to the
/// first.
void attach_sources(std::vector<Entry>& entries);

}  // namespace cairn

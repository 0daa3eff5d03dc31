// A source that is there, and of which nothing was understood.
#pragma once

#include "builder/facts/facts.hpp"

namespace cairn {

struct FailedSource {
    Source source;
    Facts facts;  ///< of this run: with the problems, of which the last says why
};

}  // namespace cairn

// Why a value does not fit a schema, in terms of what was found and what was expected.
#pragma once

#include <cstddef>
#include <vector>

#include "base/json/value.hpp"
#include "validator/budget.hpp"
#include "validator/compiled/compile.hpp"
#include "validator/engine.hpp"
#include "validator/formats.hpp"
#include "validator/patterns.hpp"
#include "validator/prepare.hpp"

namespace cairn::validate {

struct ExplainWith {
    const PreparedSchema& prepared;
    const Patterns& patterns;
    Formats formats;
    Budget& budget;
    /// Decides whether a branch fits, which is far quicker than to look for reasons; nullptr: the explanation decides,
    /// as a second opinion that shares no code with the first.
    const compiled::Compiled* program;
};

/// At most `limit` reasons; empty when the value fits. Of the branches of anyOf and oneOf it reports the one that the
/// value comes closest to. valijson's own messages are no use for this: they name neither the value nor what was
/// expected, and give the errors of all branches.
std::vector<SchemaError> explain(const ExplainWith& with, const json::Value& value, std::size_t limit);

}  // namespace cairn::validate

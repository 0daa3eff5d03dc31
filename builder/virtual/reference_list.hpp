// The references of a set that exists, one after the other, whatever its form.
#pragma once

#include <functional>
#include <optional>

#include "base/outcome.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/references/sink.hpp"

namespace cairn::virtualize {

/// Takes the key of a reference ("tas/0.0.0", of Parquet its file and row) and where it leads. Views are valid during
/// the call.
using TakeReference = std::function<void(std::string_view key, const references::Target& target)>;

/// Those that lead to files; nullopt, or why the set cannot be read. Throws std::system_error when the disk fails.
std::optional<Problem> for_each_reference(const Source& set, const TakeReference& take);

}  // namespace cairn::virtualize

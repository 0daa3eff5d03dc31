// `gen` of kerchunk's version 1: many references from one line and the ranges of its names.
#pragma once

#include <cstdint>

#include "base/json/value.hpp"
#include "builder/probe/references/sink.hpp"
#include "builder/probe/references/templates.hpp"
#include "builder/probe/time_limit.hpp"

namespace cairn::references {

constexpr std::uint64_t k_most_generated = 10'000'000;  ///< of one set together

/// Makes the references of all generators, the names of the last dimension running fastest. A generator that is not
/// understood, or gives too many, costs itself only: it is said with the key "gen/<number>", counted from 0. Each
/// reference is a step of `time`, which may be null.
void generate(const json::Value& generators, const Templates& templates, Sink& sink, TimeLimit* time = nullptr);

}  // namespace cairn::references

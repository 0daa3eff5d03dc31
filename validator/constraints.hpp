// Keywords that valijson 1.0 gets wrong, as constraints of our own that it calls in their place.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "validator/formats.hpp"
#include "validator/patterns.hpp"

namespace valijson {
class SchemaParser;
class ConstraintBuilder;
}  // namespace valijson

namespace cairn::validate {

/// Judges a value by a definition of the prepared schema.
using JudgeDefinition = std::function<bool(std::size_t definition, const json::Value&)>;

/// The builders of our constraints; valijson keeps bare pointers to them only while it reads a schema.
///   cairn:pattern      RE2 instead of std::regex
///   cairn:format       valijson rejects a null, knows three formats and builds a regex at each visit
///   cairn:multipleOf   valijson truncates 7.5 to 7, and takes the text "3" for a number
///   cairn:unique       valijson compares each pair: 100,000 elements would take hours
///   cairn:steps        no keyword of a schema: what it costs to look at this one (Budget)
///   cairn:patterns     patternProperties and additionalProperties, the latter when the former is there
struct ConstraintTable {
    const Patterns* patterns;
    Formats formats;
    JudgeDefinition judge;
};

/// Gives the parser our builders. `table` must outlive every schema that the parser fills.
void add_constraints(valijson::SchemaParser& parser, const ConstraintTable& table);

}  // namespace cairn::validate

// What rules about rings share: an Item with a thousand wrong rings has one finding.
#pragma once

#include <string>

#include "validator/rules/rule.hpp"

namespace cairn::validate::rules {

/// What is wrong with a ring (an array that is not empty); empty: nothing.
using RingFault = std::string (*)(const json::Value& ring, PartKind kind);

/// Reports the first ring of the object's geometry that has a fault, and how many others have one.
void report_rings(const Rule& rule, const ObjectView& view, RingFault fault_of, Findings& out);

}  // namespace cairn::validate::rules

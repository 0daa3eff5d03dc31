// From a prepared schema to its program.
#pragma once

#include <unordered_map>

#include "validator/compiled/program.hpp"
#include "validator/formats.hpp"
#include "validator/patterns.hpp"
#include "validator/prepare.hpp"

namespace cairn::validate::compiled {

/// A program, and which node each schema became, so that what explains a verdict can ask for the verdict of a part.
struct Compiled {
    Program program;
    std::unordered_map<const json::Value*, Index> nodes;

    /// `schema` is one of the prepared schema's, at the place where compile() saw it.
    Index node_of(const json::Value& schema) const { return nodes.at(&schema); }
};

/// `prepared` and `patterns` must outlive the program. Throws UnusableSchema when a keyword has a value that it must
/// not have.
Compiled compile(const PreparedSchema& prepared, const Patterns& patterns, Formats formats);

}  // namespace cairn::validate::compiled

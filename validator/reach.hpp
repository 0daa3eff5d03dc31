// Which documents the root leads to.
#pragma once

#include <string>
#include <vector>

#include "validator/tree.hpp"

namespace cairn::validate {

enum class Reached : char {
    no,       ///< an orphan
    as_data,  ///< only an asset or a `store` link leads to it: a file of the archive, not a document
    as_document,
};

/// In the order of `tree.records()`. Without a root everything is reached.
std::vector<Reached> reach(const Tree& tree);

}  // namespace cairn::validate

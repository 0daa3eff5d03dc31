// Found while the folder is walked (walk_tree.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_tree_unreadable{"tree/unreadable",
                             Severity::error,
                             "Every folder can be listed",
                             "What lies in a folder that cannot be listed is judged by nothing.",
                             "POSIX, opendir and readdir",
                             {}};

}  // namespace cairn::validate::rules

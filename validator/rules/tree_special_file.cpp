// Found while the folder is walked (walk_tree.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_tree_special_file{"tree/special-file",
                               Severity::error,
                               "A file that is named like a document is a file",
                               "Reading a FIFO or a device may never end, and a web server gives neither.",
                               "POSIX, sys/stat.h",
                               {}};

}  // namespace cairn::validate::rules

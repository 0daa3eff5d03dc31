// Found while linked files are looked up (reach.cpp) and the folder is walked (walk_tree.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_tree_met_again{"tree/met-again",
                            Severity::note,
                            "A document has one path",
                            "Links through symbolic links lead to a file that has another path too. It is judged once, "
                            "at that one: a link to `.` would make endlessly many documents of it.",
                            "POSIX, Pathname resolution",
                            {}};

}  // namespace cairn::validate::rules

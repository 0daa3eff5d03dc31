// Found while documents are compared with their data (assets/check_assets.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_data_unreadable{"data/unreadable",           Severity::warning,
                             "An asset can be looked at", "What cannot be read has not been checked.",
                             "cairn, docs/validation.md", {}};

}  // namespace cairn::validate::rules

// Found while documents are compared with their data (assets/check_assets.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_data_missing{"data/missing",
                          Severity::error,
                          "An asset is where its href says",
                          "Who follows the href finds nothing.",
                          "STAC 1.1.0, asset, href",
                          {}};

}  // namespace cairn::validate::rules

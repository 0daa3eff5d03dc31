// Found while documents are compared with their data (assets/check_assets.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_data_size{"data/size",
                       Severity::error,
                       "An asset has the size that its document says",
                       "A download that ends there is taken for whole, or for broken.",
                       "STAC file extension 2.1.0, file:size",
                       {}};

}  // namespace cairn::validate::rules

// Found while documents are compared with their data (assets/check_assets.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_data_checksum{"data/checksum",
                           Severity::error,
                           "An asset has the checksum that its document says",
                           "The bytes are not those that were described: changed, or damaged.",
                           "STAC file extension 2.1.0, file:checksum",
                           {}};

}  // namespace cairn::validate::rules

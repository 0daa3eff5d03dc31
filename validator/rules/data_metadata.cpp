// Found while documents are compared with their data (assets/check_assets.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_data_metadata{"data/metadata",
                           Severity::error,
                           "A document says of its data what the data say",
                           "Searches by time, place and variable answer with what is not there, and miss what is.",
                           "STAC 1.1.0, item-spec, datetime and bbox; datacube extension 2.3.0",
                           {}};

}  // namespace cairn::validate::rules

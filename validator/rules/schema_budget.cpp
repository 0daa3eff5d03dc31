// Found while the schemas judge (schema.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_schema_budget{"schema/budget",
                           Severity::error,
                           "A document is judged in bounded time",
                           "Choices within choices double the work at each level: judging could take longer than a "
                           "life.",
                           "validator/validate.hpp, Options::steps_per_document",
                           {}};

}  // namespace cairn::validate::rules

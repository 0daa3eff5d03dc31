#include "validator/rules/rules.hpp"

namespace cairn::validate::rules {

void page_counts(const Tree& /*tree*/, const Record& record, Findings& out) {
    if (!is_page(record) || !record.number_returned) return;
    if (*record.number_returned == static_cast<std::int64_t>(record.features)) return;
    out.push_back(at(record, "/numberReturned", "page/count", Severity::error,
                     "numberReturned is " + std::to_string(*record.number_returned) + ", but the page has " +
                         std::to_string(record.features) + " features"));
}

}  // namespace cairn::validate::rules

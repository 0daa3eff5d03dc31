#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const DocumentView& view, Findings& out) {
    constexpr std::size_t k_large = 16U << 20;
    if (view.text.size() <= k_large) return;
    out.add(k_document_size, view.record, "",
            "found " + std::to_string(view.text.size() >> 20) + " MiB, expected at most " +
                std::to_string(k_large >> 20) + " MiB: split its lists into pages or Catalogs");
}

}  // namespace

const Rule k_document_size{"document/size",
                           Severity::warning,
                           "A document is small enough to be read at once",
                           "Browsers and libraries parse a document as a whole before they show the first line of it.",
                           "STAC best practices, Static and Dynamic Catalogs",
                           DocumentCheck(check)};

}  // namespace cairn::validate::rules

// Found while a document is read (check_document.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_json_syntax{
    "json/syntax",        Severity::error,
    "A document is JSON", "No client reads anything else: the document, and all that only it leads to, is lost.",
    "RFC 8259",           {}};

}  // namespace cairn::validate::rules

// Found while a document is read (check_document.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_json_unreadable{"json/unreadable",
                             Severity::error,
                             "A document can be read",
                             "A file that cannot be opened, or is larger than the limit, is judged by nothing.",
                             "validator/validate.hpp, Options::largest_document_bytes",
                             {}};

}  // namespace cairn::validate::rules

// Found while the report is made (places.cpp, ledger.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_report_more{"report/more",
                         Severity::note,
                         "The report shows all findings",
                         "A broken tree can have millions of findings: past a limit they are counted, by document and "
                         "by rule. The summary counts them all.",
                         "validator/validate.hpp, Options",
                         {}};

}  // namespace cairn::validate::rules

#include "base/json/fault.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const DocumentView& view, Findings& out) {
    if (!view.text.starts_with(json::k_byte_order_mark)) return;
    out.add(
        k_json_byte_order_mark, view.record, "",
        "begins with a byte order mark (the bytes EF BB BF), expected JSON: write the file as UTF-8 without a mark");
}

}  // namespace

const Rule k_json_byte_order_mark{
    "json/byte-order-mark",
    Severity::error,
    "A document begins with JSON",
    "Many readers, Python's among them, refuse a text that begins with a byte order mark.",
    "RFC 8259, section 8.1",
    DocumentCheck(check)};

}  // namespace cairn::validate::rules

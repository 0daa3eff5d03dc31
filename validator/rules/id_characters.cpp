#include <string>
#include <string_view>

#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// What an id has that the path of a URL cannot hold as one part; empty: nothing.
std::string fault_of(std::string_view id) {
    for (const char c : id) {
        if (c == '/' || c == '\\') return std::string("a \"").append(c == '/' ? "/" : "\\").append("\"");
        if (c == '?' || c == '#' || c == '%') return std::string("a \"").append(1, c).append("\"");
        if (is_control(c)) return "a control character";
    }
    if (id.starts_with(' ') || id.ends_with(' ')) return "a blank at an end";
    return {};
}

void check(const ObjectView& view, Findings& out) {
    if (view.object.kind == ObjectKind::asset) return;  // no API has a path for it, and many are paths of files
    const std::string_view id = json::member_text(view.object.value, "id");
    const std::string fault = fault_of(id);
    if (fault.empty() || id.find_first_not_of(' ') == std::string_view::npos) return;
    out.add(k_id_characters, view.record(), view.object.pointer("/id"),
            "the id " + in_quotes(id) + " has " + fault +
                ", expected letters, digits, \"-\", \"_\" and \".\", which every server and folder takes as they are");
}

}  // namespace

const Rule k_id_characters{
    "id/characters",
    Severity::warning,
    "An id fits into a path",
    "APIs put ids into their paths and programs into names of files: of \"a/b\" many servers make two parts.",
    "STAC best practices, Item IDs; OGC API - Features, part 1, /collections/{collectionId}/items/{featureId}",
    ObjectCheck(check)};

}  // namespace cairn::validate::rules

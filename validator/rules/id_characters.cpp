#include <string>
#include <string_view>

#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Only "/": whatever else a URL cannot hold is encoded and decoded again, but of "%2F" many servers make "/" first.
void check(const ObjectView& view, Findings& out) {
    if (view.object.kind == ObjectKind::asset) return;  // no API has a path for it, and many are paths of files
    const std::string_view id = json::member_text(view.object.value, "id");
    if (id.find('/') == std::string_view::npos) return;
    out.add(
        k_id_characters, view.record(), view.object.pointer("/id"),
        "the id " + in_quotes(id) +
            " has a \"/\", which parts a path in two: write another character in its place, such as \"_\" or \"-\"");
}

}  // namespace

const Rule k_id_characters{
    "id/characters",
    Severity::warning,
    "An id is one part of a path",
    "APIs put ids into their paths and programs into names of files: of \"a/b\" many make two parts.",
    "OGC API - Features, part 1, /collections/{collectionId}/items/{featureId}",
    ObjectCheck(check)};

}  // namespace cairn::validate::rules

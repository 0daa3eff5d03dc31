#include <string>

#include "validator/describe.hpp"
#include "validator/relations.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const LinkView& view, Findings& out) {
    if (view.document == nullptr) return;
    const std::string_view expected = missed_kind(view.record, view.link, *view.document);
    if (expected.empty()) return;
    const Kind kind = view.document->kind;
    if (kind == Kind::unknown) return;  // that is said of the document: schema/not-checked
    out.add(k_link_kind, view.record, view.pointer(),
            "the " + in_quotes(view.link.rel) + " link leads to " + view.document->path + ", which is " +
                (kind == Kind::item || kind == Kind::asset_page ? "an " : "a ") + std::string(name_of(kind)) +
                ", expected " + std::string(expected));
}

}  // namespace

const Rule k_link_kind{"link/kind",
                       Severity::error,
                       "A link leads to what its relation says",
                       "Clients read a child as a Catalog and an item as an Item, and fail at anything else.",
                       "STAC 1.1.0, catalog-spec, Relation types",
                       LinkCheck(check)};

}  // namespace cairn::validate::rules

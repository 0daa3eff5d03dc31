#include "base/url.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Where a document lies by the self link of the root; empty: that does not say.
std::string place_by_root(const Record& root, const Record& record) {
    const std::optional<Link> self = root.self();
    if (!self || !split_url(self->href).scheme) return {};
    const std::string url = normal_url(self->href);
    return url.ends_with("/" + root.path) ? url.substr(0, url.size() - root.path.size()) + record.path : std::string();
}

/// A place on the same server that is not below the root's. Another server may have the original.
void check_place(const LinkView& view, Findings& out) {
    const Record& root = *view.tree.root();
    if (view.target.where != Where::elsewhere || &view.record == &root) return;
    if (!view.tree.files().has_place(view.record.path)) return;
    const std::string expected = place_by_root(root, view.record);
    const std::string own = normal_url(view.link.href);
    const Url parts = split_url(own);
    if (expected.empty() || !parts.authority || parts.authority != split_url(expected).authority) return;
    out.add(k_link_self, Severity::warning, view.record, view.pointer(),
            "the self link is " + in_quotes(view.link.href) + ", but by that of the root it is " + in_quotes(expected));
}

void check(const LinkView& view, Findings& out) {
    // The self link of a feature leads to its own document.
    if (view.link.rel != "self" || view.link.member >= 0 || view.tree.root() == nullptr) return;
    if (view.document == nullptr) return check_place(view, out);
    if (view.document == &view.record) return;
    out.add(k_link_self, view.record, view.pointer(),
            "the self link leads to " + view.document->path + ", expected " + view.record.path);
}

}  // namespace

const Rule k_link_self{"link/self",
                       Severity::error,
                       "The self link leads to its own document",
                       "Clients resolve relative links against it.",
                       "STAC 1.1.0, catalog-spec, Relation types",
                       LinkCheck(check)};

}  // namespace cairn::validate::rules

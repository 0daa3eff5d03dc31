#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

bool is_listing(const Link& link) { return link.member < 0 && (link.rel == "child" || link.rel == "item"); }

/// A link, and what it leads to by a digest: a document may have millions.
struct Listing {
    std::uint64_t digest;
    std::uint32_t number;

    auto operator<=>(const Listing&) const = default;
};

void report(const Record& record, const Link& link, std::uint32_t first, std::uint32_t second, std::string_view path,
            std::uint32_t count, Findings& out) {
    const std::string others = count <= 2 ? "" : " (" + std::to_string(count) + " such links in all)";
    out.add(k_link_repeated, record, json::child("/links", std::size_t{second}) + "/href",
            "the " + in_quotes(link.rel) + " link leads to " + std::string(path) + ", as link " +
                std::to_string(first) + " does" + others + ", expected one link to each");
}

/// Links of one spelling, which the record has once. Of what is not there another rule speaks.
void check_spelt_alike(const RecordView& view, Findings& out) {
    for (const RepeatedLink& repeated : view.record.contents().repeated) {
        const auto link = std::ranges::lower_bound(view.record.links, repeated.first, {}, [](const Link& one) {
            return one.member < 0 ? one.index : UINT32_MAX;
        });
        if (link == view.record.links.end() || link->index != repeated.first) continue;
        const Record* document = view.tree.follow(view.record, link->href);
        if (document != nullptr)
            report(view.record, *link, repeated.first, repeated.second, document->path, repeated.count, out);
    }
}

/// "./a.json" and "a.json".
void check_spelt_differently(const RecordView& view, Findings& out) {
    std::vector<Listing> listings;
    const LinkList& links = view.record.links;
    for (std::uint32_t number = 0; number < links.size(); ++number) {
        if (!is_listing(links[number])) continue;
        const Target target = view.tree.resolve(view.record, links[number].href);
        if (target.where == Where::inside)
            listings.push_back({digest_of(target.path) + (links[number].rel == "item" ? 1U : 0U), number});
    }
    std::ranges::sort(listings);
    for (std::size_t i = 1; i < listings.size(); ++i) {
        if (listings[i].digest != listings[i - 1].digest) continue;
        const Link& first = links[listings[i - 1].number];
        const Link& second = links[listings[i].number];
        const Record* document = view.tree.follow(view.record, second.href);
        if (document == nullptr || document != view.tree.follow(view.record, first.href)) continue;
        report(view.record, second, first.index, second.index, document->path, 2, out);
    }
}

void check(const RecordView& view, Findings& out) {
    if (view.record.kind != Kind::catalog && view.record.kind != Kind::collection) return;
    check_spelt_alike(view, out);
    check_spelt_differently(view, out);
}

}  // namespace

const Rule k_link_repeated{"link/repeated",
                           Severity::warning,
                           "A child or Item is listed once",
                           "Clients show and count what is listed twice as two.",
                           "STAC 1.1.0, catalog-spec, Relation types, child and item",
                           RecordCheck(check)};

}  // namespace cairn::validate::rules

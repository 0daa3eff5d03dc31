#include "base/json/pointer.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Links that browsers show as a list of names.
void check(const ObjectView& view, Findings& out) {
    if (view.object.is_feature() || view.object.links == nullptr || !view.object.links->IsArray()) return;
    std::size_t untitled = 0, all = 0, first = 0;
    for (rapidjson::SizeType i = 0; i < view.object.links->Size(); ++i) {
        const json::Value& link = (*view.object.links)[i];
        const std::string_view rel = json::member_text(link, "rel");
        if (rel != "child" && rel != "item") continue;
        ++all;
        if (json::find(link, "title") != nullptr) continue;
        if (untitled++ == 0) first = i;
    }
    if (untitled == 0) return;
    out.add(k_title_link, view.record(), json::child(view.object.pointer("/links"), first),
            std::to_string(untitled) + " of " + std::to_string(all) + " child and item links have no title");
}

}  // namespace

const Rule k_title_link{"title/link",
                        Severity::note,
                        "Links to children and Items have titles",
                        "Browsers show the file name of a link that has none, or read every document for its title.",
                        "STAC best practices, Use of links, titles",
                        ObjectCheck(check)};

}  // namespace cairn::validate::rules

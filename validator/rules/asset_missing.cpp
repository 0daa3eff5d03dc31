#include "validator/describe.hpp"
#include "validator/rules/foreign_sources.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const RecordView& view, Findings& out) {
    for_each_relative_asset(view.record, [&](std::string_view pointer, std::string_view href) {
        const Target target = view.tree.resolve(view.record, href);
        // A template of a URL, or a name with wildcards, stands for many files.
        if (target.where != Where::inside || href.find_first_of("{}*") != std::string_view::npos) return;
        if (view.tree.look(target.path) != Standing::nothing) return;
        out.add(
            k_asset_missing, view.record, std::string(pointer),
            "the asset leads to " + in_quotes(href) + ", expected a file at " + target.path + ", but there is none");
    });
    check_foreign_sources(view, out);
}

}  // namespace

const Rule k_asset_missing{"asset/missing",
                           Severity::error,
                           "An asset with a relative href is there",
                           "What an asset leads to cannot be read when it is not there.",
                           "STAC 1.1.0, assets, href",
                           RecordCheck(check)};

}  // namespace cairn::validate::rules

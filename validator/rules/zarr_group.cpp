#include <string>
#include <utility>

#include "validator/describe.hpp"
#include "validator/rules/table.hpp"
#include "validator/zarr_type.hpp"

namespace cairn::validate::rules {

namespace {

std::string_view last_segment(std::string_view href) {
    href = href.substr(0, href.find_first_of("?#"));
    while (!href.empty() && href.back() == '/') href.remove_suffix(1);
    return href.substr(href.rfind('/') + 1);
}

std::string fault_of(const json::Value& asset) {
    const std::string_view name = last_segment(json::member_text(asset, "href"));
    for (const std::string_view metadata : {"zarr.json", ".zarray", ".zgroup", ".zattrs", ".zmetadata"})
        if (name == metadata) return "the href leads to " + in_quotes(name) + ", a file of the store, expected its group";
    const json::Value* variables = json::find(asset, "cube:variables");
    if (variables != nullptr && json::find(*variables, name) != nullptr)
        return "the href leads to the array " + in_quotes(name) + ", expected the group that holds it";
    return {};
}

void check(const ObjectView& view, Findings& out) {
    if (view.object.kind != ObjectKind::item && view.object.kind != ObjectKind::collection) return;
    for_each_asset(view.object, [&](const json::Value& asset, std::string_view key) {
        const ZarrType type = zarr_type_of(json::member_text(asset, "type"));
        if (!type.names_zarr || type.is_indirect) return;
        std::string fault = fault_of(asset);
        if (!fault.empty())
            out.add(k_zarr_group, view.record(), pointer_of_asset(view.object, key) + "/href", std::move(fault));
    });
}

}  // namespace

const Rule k_zarr_group{"zarr/group",
                        Severity::warning,
                        "A Zarr asset is a group",
                        "Libraries open a group as a dataset; an array alone has no coordinates.",
                        "STAC Zarr best practices, assets",
                        ObjectCheck(check)};

}  // namespace cairn::validate::rules

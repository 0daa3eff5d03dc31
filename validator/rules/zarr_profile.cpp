#include <algorithm>
#include <string>
#include <vector>

#include "base/suggest.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"
#include "validator/zarr_type.hpp"

namespace cairn::validate::rules {

namespace {

void check(const ObjectView& view, Findings& out) {
    static const std::vector<std::string> k_known{"multiscales", "virtualizarr"};
    if (view.object.kind != ObjectKind::item && view.object.kind != ObjectKind::collection) return;
    for_each_asset(view.object, [&](const json::Value& asset, std::string_view key) {
        const ZarrType type = zarr_type_of(json::member_text(asset, "type"));
        if (type.profile.empty() || std::find(k_known.begin(), k_known.end(), type.profile) != k_known.end()) return;
        const auto meant = nearest(type.profile, k_known);
        if (!meant) return;  // one of an archive's own
        out.add(k_zarr_profile, view.record(), pointer_of_asset(view.object, key) + "/type",
                "found the profile " + in_quotes(type.profile) + ", expected perhaps " + in_quotes(*meant));
    });
}

}  // namespace

const Rule k_zarr_profile{"zarr/profile",
                          Severity::warning,
                          "A profile of Zarr is one that clients know",
                          "Clients read levels of resolution where the profile promises them.",
                          "STAC Zarr best practices, profile",
                          ObjectCheck(check)};

}  // namespace cairn::validate::rules

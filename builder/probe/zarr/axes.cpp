#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "builder/probe/zarr/dimensions.hpp"
#include "builder/probe/zarr/nodes.hpp"

namespace cairn::zarr {

namespace {

/// The names of an array of JSON; a name that is no text is none.
std::vector<std::optional<AxisName>> names_of(const json::Value& array) {
    std::vector<std::optional<AxisName>> names;
    for (const json::Value& name : array.GetArray()) {
        const bool is_name = name.IsString() && name.GetStringLength() > 0;
        names.push_back(is_name ? std::optional(AxisName{std::string(json::view(name)), std::nullopt}) : std::nullopt);
    }
    return names;
}

/// NCZarr's "/group/name".
std::vector<std::optional<AxisName>> referenced(const json::Value& references) {
    std::vector<std::optional<AxisName>> names = names_of(references);
    for (std::optional<AxisName>& axis : names) {
        if (!axis || axis->name.front() != '/') continue;
        const std::string path = axis->name;
        axis = AxisName{std::string(name_of_node(path)), std::string(parent_of(path))};
        if (axis->group->empty()) axis->group = "/";
        if (axis->name.empty()) axis.reset();
    }
    return names;
}

const json::Value* nczarr_references(const Node& node) {
    for (const json::Value* holder : {&node.document, &node.attributes}) {
        for (const std::string_view name : {"_NCZARR_ARRAY", "_nczarr_array"}) {
            const json::Value* found = json::find(*holder, name);
            if (found == nullptr) continue;
            for (const std::string_view member : {"dimrefs", "dimension_references"}) {
                const json::Value* references = json::find(*found, member);
                if (references != nullptr && references->IsArray()) return references;
            }
        }
    }
    return nullptr;
}

struct Names {
    std::vector<std::optional<AxisName>> names;
    std::string from;  ///< empty: nothing names the axes
};

Names found_names(const Node& node, const ArrayMetadata& array) {
    Names found;
    for (const std::optional<std::string>& name : array.dimension_names)
        found.names.push_back(name ? std::optional(AxisName{*name, std::nullopt}) : std::nullopt);
    if (!found.names.empty()) {
        found.from = "dimension_names";
    } else if (const json::Value* references = nczarr_references(node)) {
        found = {referenced(*references), "NCZarr's references to dimensions"};
    } else if (const json::Value* names = json::find(node.attributes, "_ARRAY_DIMENSIONS")) {
        found.from = "_ARRAY_DIMENSIONS";
        if (names->IsArray()) found.names = names_of(*names);
    }
    return found;
}

}  // namespace

std::vector<Axis> axes_of(const Node& node, const ArrayMetadata& array, Reports& reports) {
    std::vector<Axis> axes;
    for (const std::uint64_t size : array.shape) axes.push_back({size, std::nullopt});
    Names found = found_names(node, array);
    if (found.from.empty()) return axes;
    if (found.names.empty() && array.shape == std::vector<std::uint64_t>{1}) return {};
    if (found.names.size() != axes.size()) {
        reports.warning("probe/bad-dimensions", key_of(node),
                        fmt::format("found {} names in {}, expected {}, as many as in shape; its dimensions have no "
                                    "names then",
                                    found.names.size(), found.from, axes.size()));
        return axes;
    }
    for (std::size_t i = 0; i < axes.size(); ++i) axes[i].name = std::move(found.names[i]);
    return axes;
}

}  // namespace cairn::zarr

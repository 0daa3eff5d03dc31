#include "builder/stac/extensions/xarray_assets.hpp"

namespace cairn::extensions {

void add_open_arguments(json::Value& asset, const OpenArguments* arguments, std::string_view engine) {
    json::Value values = json::object();
    if (!engine.empty()) json::set(values, "engine", engine);
    if (arguments != nullptr) {
        if (!arguments->group.empty()) json::set(values, "group", arguments->group);
        if (arguments->leaves_times) json::set(values, "decode_times", json::boolean(false));
        if (!arguments->drop_variables.empty())
            json::set(values, "drop_variables", json::strings(arguments->drop_variables));
    }
    if (!values.ObjectEmpty()) json::set(asset, "xarray:open_kwargs", std::move(values));
}

}  // namespace cairn::extensions

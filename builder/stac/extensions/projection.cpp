#include "builder/stac/extensions/projection.hpp"

#include <variant>

#include "json/parse.hpp"

namespace cairn::extensions {

void add_projection(json::Value& object, const Projection& projection) {
    if (!projection.code.empty()) json::set(object, "proj:code", projection.code);
    if (!projection.wkt2.empty()) json::set(object, "proj:wkt2", projection.wkt2);
    auto projjson = json::parse(projection.projjson);
    if (auto* value = std::get_if<json::Value>(&projjson)) json::set(object, "proj:projjson", std::move(*value));
    if (projection.shape[0] > 0) {
        json::Value shape = json::array();
        for (const std::uint64_t size : projection.shape) json::push(shape, json::Value(size));
        json::set(object, "proj:shape", std::move(shape));
    }
    const auto numbers = [](const auto& values) {
        json::Value list = json::array();
        for (const double value : values) json::push(list, json::number(value));
        return list;
    };
    if (!projection.transform.empty()) json::set(object, "proj:transform", numbers(projection.transform));
    if (projection.bbox) json::set(object, "proj:bbox", numbers(*projection.bbox));
}

}  // namespace cairn::extensions

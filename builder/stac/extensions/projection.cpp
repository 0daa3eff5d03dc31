#include "builder/stac/extensions/projection.hpp"

#include <utility>
#include <variant>

#include "base/json/parse.hpp"

namespace cairn::extensions {

namespace {

template <class Numbers>
json::Value numbers_value(const Numbers& numbers) {
    json::Value result = json::array();
    for (const double number : numbers) json::push(result, json::number(number));
    return result;
}

void set_projjson(json::Value& object, const std::string& text) {
    if (text.empty()) return;
    auto parsed = json::parse(text);
    auto* value = std::get_if<json::Value>(&parsed);
    if (value != nullptr && value->IsObject()) json::set(object, "proj:projjson", std::move(*value));
}

}  // namespace

void add_projection(json::Value& object, const Projection& projection) {
    if (!projection.code.empty()) {
        json::set(object, "proj:code", projection.code);
    } else {
        json::set(object, "proj:code", json::Value());
        if (!projection.wkt2.empty()) json::set(object, "proj:wkt2", projection.wkt2);
        set_projjson(object, projection.projjson);
    }
    if (projection.shape[0] > 0 && projection.shape[1] > 0) {
        json::Value shape = json::array();
        for (const std::uint64_t size : projection.shape) json::push(shape, json::Value(size));
        json::set(object, "proj:shape", std::move(shape));
    }
    if (!projection.transform.empty()) json::set(object, "proj:transform", numbers_value(projection.transform));
    if (projection.bbox.has_value()) json::set(object, "proj:bbox", numbers_value(*projection.bbox));
}

}  // namespace cairn::extensions

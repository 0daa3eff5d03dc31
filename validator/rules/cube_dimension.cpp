#include "base/json/pointer.hpp"
#include "validator/cubes.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// The dimensions that a variable may name: those beside it, else those of its Item or Collection.
const json::Value* dimensions_beside(const json::Value& holder, const json::Value* above) {
    const json::Value* own = json::find(holder, "cube:dimensions");
    return own != nullptr ? own : above;
}

void check_holder(const ObjectView& view, const json::Value& holder, const json::Value* above,
                  const std::string& pointer, Findings& out) {
    const json::Value* variables = json::find(holder, "cube:variables");
    const json::Value* dimensions = dimensions_beside(holder, above);
    if (variables == nullptr || !variables->IsObject() || dimensions == nullptr || !dimensions->IsObject()) return;
    const Names known(*dimensions);
    for (const auto& variable : variables->GetObject()) {
        const json::Value* named = json::find(variable.value, "dimensions");
        if (named == nullptr || !named->IsArray()) continue;
        for (rapidjson::SizeType i = 0; i < named->Size(); ++i) {
            if (!(*named)[i].IsString() || known.has(json::view((*named)[i]))) continue;
            const std::string place =
                json::child(pointer + "/cube:variables", json::view(variable.name)) + "/dimensions";
            out.add(k_cube_dimension, view.record(), json::child(place, std::size_t{i}),
                    "the variable " + in_quotes(json::view(variable.name)) + " names the dimension " +
                        in_quotes(json::view((*named)[i])) + ", which is not among the cube:dimensions");
        }
    }
}

void check(const ObjectView& view, Findings& out) {
    for_each_cube(view.object, [&](const json::Value& holder, const json::Value* above, const CubePlace& place) {
        check_holder(view, holder, above, place(), out);
    });
}

}  // namespace

const Rule k_cube_dimension{"cube/dimension",
                            Severity::error,
                            "A variable names dimensions that are there",
                            "Clients plan reading by the sizes and extents of the dimensions that a variable names.",
                            "datacube extension, Variable Object, dimensions",
                            ObjectCheck(check)};

}  // namespace cairn::validate::rules

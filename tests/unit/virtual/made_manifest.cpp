#include "tests/unit/virtual/made_manifest.hpp"

#include "builder/probe/array_bytes.hpp"

namespace cairn::test {

namespace {

ArrayManifest coordinate(const std::vector<double>& values) {
    ArrayManifest array;
    array.kind = ArrayManifest::Kind::inlined;
    array.dtype = "<f8";
    array.item_bytes = 8;
    array.shape = {values.size()};
    array.bytes = bytes_of(values, "<f8");
    return array;
}

Variable variable_of(std::string name, Type type, std::vector<DimensionId> dimensions) {
    Variable variable;
    variable.name = std::move(name);
    variable.type = type;
    variable.dimensions = std::move(dimensions);
    return variable;
}

}  // namespace

Attribute text(std::string name, std::string value) {
    return {std::move(name), Type::character, std::vector<std::string>{std::move(value)}};
}

FileManifest manifest_of(const MadeFile& file) {
    FileManifest manifest;
    Group& root = manifest.dataset.groups.emplace_back();
    root.path = "/";
    root.dimensions = {{"time", file.times.size(), true}, {"x", file.x.size(), false}};
    Variable time = variable_of("time", Type::float64, {{0, 0}});
    time.attributes = {text("units", file.units), text("calendar", file.calendar)};
    time.values = file.times;
    Variable x = variable_of("x", Type::float64, {{0, 1}});
    x.attributes = {text("units", "degrees_east")};
    x.values = file.x;
    Variable t = variable_of("t", Type::int16, {{0, 0}, {0, 1}});
    t.attributes = {{"scale_factor", Type::float64, std::vector<double>{file.scale}}};
    if (file.has_fill) t.attributes.push_back({"_FillValue", Type::int16, std::vector<std::int64_t>{-1}});
    root.variables = {time, x, t};
    ArrayManifest values;
    values.kind = ArrayManifest::Kind::chunked;
    values.dtype = "<i2";
    values.item_bytes = 2;
    values.shape = {file.times.size(), file.x.size()};
    values.chunk = file.chunk;
    values.compressor = file.compressor;
    std::uint64_t chunks = 1;
    for (std::size_t i = 0; i < 2; ++i) chunks *= (values.shape[i] + values.chunk[i] - 1) / values.chunk[i];
    for (std::uint64_t i = 0; i < chunks; ++i) values.chunks.push_back({file.first_offset + 10 * i, 10});
    manifest.arrays = {{coordinate(file.times), coordinate(file.x), values}};
    return manifest;
}

}  // namespace cairn::test

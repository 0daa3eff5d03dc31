#include "tests/support/zarr_array.hpp"

#include <stdexcept>
#include <utility>

#include "base/json/parse.hpp"
#include "builder/probe/zarr/data_type.hpp"

namespace cairn::test {

namespace {

using zarr::ArrayMetadata;
using zarr::ChunkKeys;

const json::Value& member(const json::Value& object, std::string_view name) {
    static const json::Value k_null;
    const json::Value* found = json::find(object, name);
    return found == nullptr ? k_null : *found;
}

std::vector<std::uint64_t> lengths(const json::Value& value) {
    std::vector<std::uint64_t> result;
    if (!value.IsArray()) throw std::runtime_error("no shape");
    for (const json::Value& length : value.GetArray()) result.push_back(length.IsUint64() ? length.GetUint64() : 0);
    return result;
}

void set_type(ArrayMetadata& array, std::optional<zarr::DataType> type, const std::string& why_not) {
    if (!type) throw std::runtime_error(why_not);
    array.type = *std::move(type);
}

char separator(const json::Value& object, std::string_view name, char usual) {
    const std::string_view text = json::member_text(object, name);
    return text.empty() ? usual : text.front();
}

void read_v2(const json::Value& document, ArrayMetadata& array) {
    std::string why_not;
    set_type(array, zarr::parse_v2_type(member(document, "dtype"), why_not), why_not);
    array.chunk_shape = lengths(member(document, "chunks"));
    array.column_major = json::member_text(document, "order") == "F";
    array.keys = {ChunkKeys::Encoding::v2, separator(document, "dimension_separator", '.')};
    array.filters = json::clone(member(document, "filters"));
    array.compressor = json::clone(member(document, "compressor"));
    zarr::settle_objects(array.type, array.filters);
}

void read_v3(const json::Value& document, ArrayMetadata& array) {
    std::string why_not;
    set_type(array, zarr::parse_v3_type(member(document, "data_type"), why_not), why_not);
    array.chunk_shape = lengths(member(member(member(document, "chunk_grid"), "configuration"), "chunk_shape"));
    const json::Value& encoding = member(document, "chunk_key_encoding");
    const bool is_v2 = json::member_text(encoding, "name") == "v2";
    array.keys = {is_v2 ? ChunkKeys::Encoding::v2 : ChunkKeys::Encoding::standard,
                  separator(member(encoding, "configuration"), "separator", is_v2 ? '.' : '/')};
    array.codecs = json::clone(member(document, "codecs"));
}

}  // namespace

ArrayMetadata zarr_array(std::string_view text) {
    auto parsed = json::parse(text);
    if (const auto* error = std::get_if<json::ParseError>(&parsed)) throw std::runtime_error(error->message);
    const json::Value& document = std::get<json::Value>(parsed);
    const json::Value& format = member(document, "zarr_format");
    ArrayMetadata array;
    array.zarr_version = format.IsInt() ? format.GetInt() : 0;
    array.shape = lengths(member(document, "shape"));
    array.fill_value = json::clone(member(document, "fill_value"));
    if (array.zarr_version == 2) {
        read_v2(document, array);
    } else {
        read_v3(document, array);
    }
    return array;
}

}  // namespace cairn::test

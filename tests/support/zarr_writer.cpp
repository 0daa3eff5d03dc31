#include "tests/support/zarr_writer.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <stdexcept>
#include <type_traits>

#include "base/json/value.hpp"
#include "base/json/write.hpp"
#include "base/text.hpp"

namespace cairn::test {

namespace {

struct Numbers {
    Type type;
    const char* v2;
    const char* v3;
};

constexpr Numbers k_numbers[] = {
    {Type::int8, "|i1", "int8"},       {Type::uint8, "|u1", "uint8"},   {Type::int16, "<i2", "int16"},
    {Type::uint16, "<u2", "uint16"},   {Type::int32, "<i4", "int32"},   {Type::uint32, "<u4", "uint32"},
    {Type::int64, "<i8", "int64"},     {Type::uint64, "<u8", "uint64"}, {Type::float32, "<f4", "float32"},
    {Type::float64, "<f8", "float64"}, {Type::boolean, "|b1", "bool"},
};

json::Value one(double value) { return json::number(value); }
json::Value one(std::int64_t value) { return json::integer(value); }
json::Value one(std::uint64_t value) { return json::Value(value); }
json::Value one(const std::string& value) { return json::string(value); }

json::Value json_of(const Values& values) {
    return std::visit(
        [](const auto& held) -> json::Value {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
                return json::Value();
            } else {
                if (held.size() == 1) return one(held.front());
                json::Value array = json::array();
                for (const auto& value : held) json::push(array, one(value));
                return array;
            }
        },
        values);
}

bool has_form(const Attribute& attribute) {
    const auto* texts = std::get_if<std::vector<std::string>>(&attribute.values);
    if (texts == nullptr) return attribute.type != Type::other;
    return std::all_of(texts->begin(), texts->end(), [](const std::string& text) { return is_utf8(text); });
}

class Writer {
  public:
    Writer(const Dataset& dataset, ZarrStyle style) : m_dataset(dataset), m_style(style) {}

    StoreFiles write() {
        for (const Group& group : m_dataset.groups) {
            const std::string path = group.path.substr(1);
            add_group(path, group);
            for (const Variable& variable : group.variables) add_array(path, variable);
        }
        consolidate();
        StoreFiles files;
        for (const auto& [key, document] : m_documents) files[key] = json::write(document);
        files.insert(m_chunks.begin(), m_chunks.end());
        return files;
    }

  private:
    static std::string below(const std::string& path, const std::string& name) {
        return path.empty() ? name : path + '/' + name;
    }

    json::Value attributes_of(const std::vector<Attribute>& attributes, bool fill_value_apart) const {
        json::Value object = json::object();
        for (const Attribute& attribute : attributes) {
            if (!has_form(attribute) || (fill_value_apart && attribute.name == "_FillValue")) continue;
            json::set(object, attribute.name, json_of(attribute.values));
        }
        return object;
    }

    void add_group(const std::string& path, const Group& group) {
        json::Value document = json::object();
        json::set(document, "zarr_format", json::integer(m_style.version));
        if (m_style.version == 2) {
            m_documents[below(path, ".zgroup")] = std::move(document);
            m_documents[below(path, ".zattrs")] = attributes_of(group.attributes, false);
        } else {
            json::set(document, "node_type", "group");
            json::set(document, "attributes", attributes_of(group.attributes, false));
            m_documents[below(path, "zarr.json")] = std::move(document);
        }
    }

    /// Sizes and names, without the characters of a text.
    std::vector<DimensionId> axes_of(const Variable& variable) const {
        std::vector<DimensionId> axes = variable.dimensions;
        if (variable.type == Type::character && !axes.empty()) axes.pop_back();
        return axes;
    }

    json::Value sizes_of(const std::vector<DimensionId>& axes, std::uint64_t least) const {
        json::Value sizes = json::array();
        for (const DimensionId id : axes)
            json::push(sizes, json::Value(std::max(least, dimension(m_dataset, id).size)));
        return sizes;
    }

    json::Value names_of(const std::vector<DimensionId>& axes) const {
        json::Value names = json::array();
        for (const DimensionId id : axes) json::push(names, json::string(dimension(m_dataset, id).name));
        return names;
    }

    void add_array(const std::string& group, const Variable& variable) {
        const bool is_text = variable.type == Type::character || variable.type == Type::string;
        const Numbers* numbers = std::find_if(std::begin(k_numbers), std::end(k_numbers),
                                              [&](const Numbers& row) { return row.type == variable.type; });
        if (!is_text && numbers == std::end(k_numbers)) return;
        const std::string path = below(group, variable.name);
        const std::size_t length = longest_text(variable.values);
        if (m_style.version == 2) {
            add_v2(path, variable, is_text ? "|S" + std::to_string(length) : numbers->v2);
        } else {
            add_v3(path, variable, is_text ? text_type(length) : json::string(numbers->v3));
        }
        if (size_of(variable.values) == 0) return;
        m_chunks[below(path, chunk_key(axes_of(variable).size()))] = bytes_of(variable, length);
    }

    void add_v2(const std::string& path, const Variable& variable, const std::string& type) {
        const std::vector<DimensionId> axes = axes_of(variable);
        json::Value document = json::object();
        json::set(document, "zarr_format", json::integer(2));
        json::set(document, "shape", sizes_of(axes, 0));
        json::set(document, "chunks", sizes_of(axes, 1));
        json::set(document, "dtype", type);
        json::set(document, "compressor", json::Value());
        json::set(document, "filters", json::Value());
        json::set(document, "order", "C");
        const Attribute* fill = find_attribute(variable.attributes, "_FillValue");
        json::set(document, "fill_value", fill == nullptr ? json::Value() : json_of(fill->values));
        m_documents[below(path, ".zarray")] = std::move(document);
        json::Value attributes = attributes_of(variable.attributes, true);
        json::set(attributes, "_ARRAY_DIMENSIONS", names_of(axes));
        m_documents[below(path, ".zattrs")] = std::move(attributes);
    }

    static json::Value extension(std::string_view name, std::string_view key, json::Value value) {
        json::Value configuration = json::object();
        json::set(configuration, key, std::move(value));
        json::Value object = json::object();
        json::set(object, "name", name);
        json::set(object, "configuration", std::move(configuration));
        return object;
    }

    static json::Value text_type(std::size_t length) {
        return extension("null_terminated_bytes", "length_bytes", json::Value(static_cast<std::uint64_t>(length)));
    }

    void add_v3(const std::string& path, const Variable& variable, json::Value type) {
        const std::vector<DimensionId> axes = axes_of(variable);
        const bool is_text = type.IsObject();
        json::Value document = json::object();
        json::set(document, "zarr_format", json::integer(3));
        json::set(document, "node_type", "array");
        json::set(document, "shape", sizes_of(axes, 0));
        json::set(document, "data_type", std::move(type));
        json::set(document, "chunk_grid", extension("regular", "chunk_shape", sizes_of(axes, 1)));
        json::set(document, "chunk_key_encoding", extension("default", "separator", json::string("/")));
        json::set(document, "fill_value", is_text ? json::string("") : json::integer(0));
        json::Value codecs = json::array();
        json::push(codecs, extension("bytes", "endian", json::string("little")));
        json::set(document, "codecs", std::move(codecs));
        json::set(document, "dimension_names", names_of(axes));
        json::set(document, "attributes", attributes_of(variable.attributes, false));
        m_documents[below(path, "zarr.json")] = std::move(document);
    }

    std::string chunk_key(std::size_t axes) const {
        if (m_style.version == 2 && axes == 0) return "0";
        std::string key = m_style.version == 2 ? "" : "c";
        for (std::size_t i = 0; i < axes; ++i) key += m_style.version == 3 ? "/0" : i == 0 ? "0" : ".0";
        return key;
    }

    static std::size_t longest_text(const Values& values) {
        const auto* texts = std::get_if<std::vector<std::string>>(&values);
        std::size_t longest = 1;
        if (texts != nullptr) {
            for (const std::string& text : *texts) longest = std::max(longest, text.size());
        }
        return longest;
    }

    template <class T, class Held>
    static void append(std::string& out, const std::vector<Held>& values) {
        for (const Held value : values) {
            const T stored = static_cast<T>(value);
            out.append(reinterpret_cast<const char*>(&stored), sizeof stored);
        }
    }

    template <class Held>
    static void append_as(std::string& out, Type type, const std::vector<Held>& values) {
        switch (type) {
            case Type::int8:
            case Type::uint8:
            case Type::boolean:
                return append<std::int8_t>(out, values);
            case Type::int16:
            case Type::uint16:
                return append<std::int16_t>(out, values);
            case Type::int32:
            case Type::uint32:
                return append<std::int32_t>(out, values);
            case Type::float32:
                return append<float>(out, values);
            case Type::float64:
                return append<double>(out, values);
            default:
                return append<std::int64_t>(out, values);
        }
    }

    static std::string bytes_of(const Variable& variable, std::size_t length) {
        std::string bytes;
        std::visit(
            [&](const auto& held) {
                using Held = std::decay_t<decltype(held)>;
                if constexpr (std::is_same_v<Held, std::vector<std::string>>) {
                    for (const std::string& text : held) bytes += text + std::string(length - text.size(), '\0');
                } else if constexpr (!std::is_same_v<Held, std::monostate>) {
                    append_as(bytes, variable.type, held);
                }
            },
            variable.values);
        return bytes;
    }

    void consolidate() {
        if (!m_style.consolidated) return;
        json::Value metadata = json::object();
        for (const auto& [key, document] : m_documents) {
            if (m_style.version == 2) json::set(metadata, key, json::clone(document));
            if (m_style.version == 3 && key != "zarr.json")
                json::set(metadata, key.substr(0, key.size() - std::string_view("/zarr.json").size()),
                          json::clone(document));
        }
        json::Value all = json::object();
        if (m_style.version == 2) {
            json::set(all, "zarr_consolidated_format", json::integer(1));
            json::set(all, "metadata", std::move(metadata));
            m_documents[".zmetadata"] = std::move(all);
        } else {
            json::set(all, "kind", "inline");
            json::set(all, "must_understand", json::boolean(false));
            json::set(all, "metadata", std::move(metadata));
            json::set(m_documents["zarr.json"], "consolidated_metadata", std::move(all));
        }
    }

    const Dataset& m_dataset;
    ZarrStyle m_style;
    std::map<std::string, json::Value> m_documents;
    std::map<std::string, std::string> m_chunks;
};

}  // namespace

StoreFiles zarr_of(const Dataset& dataset, ZarrStyle style) { return Writer(dataset, style).write(); }

}  // namespace cairn::test

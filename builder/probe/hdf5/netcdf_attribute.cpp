#include "builder/probe/hdf5/netcdf_attribute.hpp"
#include "base/saturating.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "builder/probe/coordinate_values.hpp"
#include "builder/probe/hdf5/elements.hpp"

namespace cairn::hdf5 {

namespace {

constexpr std::size_t k_longest_name = 256;

/// libnetcdf looks names up in Unicode's normal form C. Latin letters and CJK ideographs are their own normal form;
/// whether other names are, this reader does not know.
bool is_surely_normal(std::string_view name) {
    if (std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return true;
    if (!is_utf8(name)) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto byte = static_cast<unsigned char>(name[i]);
        const bool is_latin = byte >= 0xc2 && byte <= 0xcb;
        const bool is_ideograph = byte >= 0xe5 && byte <= 0xe8;
        if (byte >= 0xc0 && !is_latin && !is_ideograph) return false;
    }
    return true;
}

Type attribute_type(const StoredAttribute& stored) {
    const Datatype& type = stored.type;
    if (const auto number = number_type(type)) return *number;
    if (type.is_variable_text()) return Type::string;
    if (type.is_fixed_text()) return stored.space.sizes.empty() ? Type::character : Type::string;
    return Type::other;
}

}  // namespace

bool is_hidden_attribute(std::string_view name) {
    static constexpr std::array<std::string_view, 14> k_hidden{"CLASS",
                                                               "DIMENSION_LIST",
                                                               "NAME",
                                                               "REFERENCE_LIST",
                                                               "_ARRAY_DIMENSIONS",
                                                               "_Codecs",
                                                               "_Format",
                                                               "_IsNetcdf4",
                                                               "_NCProperties",
                                                               "_NCZARR_ATTR",
                                                               "_Netcdf4Dimid",
                                                               "_nc3_strict",
                                                               "_SuperblockVersion",
                                                               "_Netcdf4Coordinates"};
    if (name[0] != '_' && name[0] != 'C' && name[0] != 'D' && name[0] != 'N' && name[0] != 'R') return false;
    return std::find(k_hidden.begin(), k_hidden.end(), name) != k_hidden.end();
}

std::optional<Attribute> AttributeConverter::convert(std::string_view name, const StoredAttribute& stored) {
    const Class kind = stored.type.kind;
    if (kind == Class::time) throw Unsupported{"values of the class time"};
    if (kind == Class::reference || kind == Class::bitfield || kind == Class::array) return std::nullopt;
    if (name.size() > k_longest_name || !is_surely_normal(name))
        throw Unsupported{fmt::format("an attribute with the name {}", name)};
    Attribute attribute;
    attribute.name = name;
    attribute.type = attribute_type(stored);
    const bool is_text = attribute.type == Type::string || attribute.type == Type::character;
    if (!is_text && stored.space.sizes.size() > 1)
        throw Unsupported{fmt::format("the attribute {} of {} dimensions", name, stored.space.sizes.size())};
    if (attribute.type != Type::other) attribute.values = values_of(stored, attribute.type, stored.space.count());
    return attribute;
}

Values AttributeConverter::values_of(const StoredAttribute& stored, Type type, std::uint64_t count) {
    if (type == Type::string) {
        std::vector<std::string> texts = texts_of(stored.type, stored.data, count, m_heap, k_attribute_bytes - m_held);
        for (const std::string& text : texts) charge(sizeof text + text.size());
        return texts;
    }
    if (type == Type::character) {
        Cursor data = stored.data;
        const std::string_view text = text_of(data.bytes(stored.bytes()));
        charge(text.size());
        std::vector<std::string> one(1);  // a list in braces would be copied
        one[0] = without_padding(text, Padding::nul);
        return one;
    }
    charge(saturating_multiply(count, 8));
    return numbers_of(stored.type, stored.data.all(), count);
}

void AttributeConverter::charge(std::uint64_t bytes) {
    if (bytes > k_attribute_bytes - m_held)
        throw Unsupported{fmt::format("attributes of more than {} bytes", k_attribute_bytes)};
    m_held += bytes;
}

}  // namespace cairn::hdf5

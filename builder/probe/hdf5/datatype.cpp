#include "builder/probe/hdf5/datatype.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace cairn::hdf5 {

namespace {

constexpr unsigned k_deepest = 24;  ///< levels of types within types

class TypeParser {
  public:
    explicit TypeParser(Cursor& body) : m_body(body) {}

    Datatype parse(unsigned depth) {
        if (depth > k_deepest) m_body.fail("found datatypes nested deeper than 24 levels");
        const std::uint8_t head = m_body.u8();
        m_version = head >> 4;
        if (m_version < 1 || m_version > 4) m_body.unknown_version("a datatype", m_version);
        Datatype type;
        if ((head & 0x0f) > static_cast<unsigned>(Class::array))
            m_body.fail(fmt::format("found a datatype of the class {}, expected 0 to 10", head & 0x0f));
        type.kind = static_cast<Class>(head & 0x0f);
        const auto bits = static_cast<std::uint32_t>(m_body.number(3));
        type.size = m_body.u32();
        if (type.size == 0) m_body.fail("found a datatype of no size");
        parse_properties(type, bits, depth);
        return type;
    }

  private:
    void parse_properties(Datatype& type, std::uint32_t bits, unsigned depth) {
        switch (type.kind) {
            case Class::integer:
            case Class::bitfield:
                return parse_integer(type, bits);
            case Class::floating:
                return parse_float(type, bits);
            case Class::time:
                return m_body.skip(2);
            case Class::string:
                type.padding = bits & 0x0f;
                type.character_set = (bits >> 4) & 0x0f;
                return;
            case Class::opaque: {
                const auto tag = m_body.bytes(bits & 0xff);
                type.tag = terminated_text(tag);
                return;
            }
            case Class::compound:
                return parse_compound(type, bits & 0xffff, depth);
            case Class::reference:
                type.reference_kind = bits & 0x0f;
                return;
            case Class::enumeration:
                return parse_enumeration(type, bits & 0xffff, depth);
            case Class::variable_length:
                type.is_string = (bits & 0x0f) == 1;
                type.padding = (bits >> 4) & 0x0f;
                type.character_set = (bits >> 8) & 0x0f;
                return add_base(type, depth);
            case Class::array:
                return parse_array(type, depth);
        }
    }

    void parse_integer(Datatype& type, std::uint32_t bits) {
        type.is_big_endian = (bits & 1) != 0;
        type.is_signed = (bits & 8) != 0;
        const unsigned offset = m_body.u16();
        type.precision = m_body.u16();
        if (type.precision == 0 || offset + type.precision > 8ULL * type.size)
            m_body.fail(
                fmt::format("found {} bits from bit {} of a number of {} bytes", type.precision, offset, type.size));
        const bool is_c = type.size == 1 || type.size == 2 || type.size == 4 || type.size == 8;
        type.is_plain = is_c && offset == 0 && type.precision == 8 * type.size;
    }

    void parse_float(Datatype& type, std::uint32_t bits) {
        type.is_big_endian = (bits & 1) != 0;
        type.is_vax = (bits & 0x40) != 0;
        const unsigned offset = m_body.u16();
        type.precision = m_body.u16();
        if (type.precision == 0 || offset + type.precision > 8ULL * type.size)
            m_body.fail(
                fmt::format("found {} bits from bit {} of a number of {} bytes", type.precision, offset, type.size));
        const std::array<unsigned, 4> fields{m_body.u8(), m_body.u8(), m_body.u8(), m_body.u8()};
        const std::uint32_t bias = m_body.u32();
        struct Ieee {
            std::uint32_t size, sign, exponent_at, exponent_bits, fraction_bits, bias;
        };
        static constexpr std::array<Ieee, 3> k_ieee{
            {{2, 15, 10, 5, 10, 15}, {4, 31, 23, 8, 23, 127}, {8, 63, 52, 11, 52, 1023}}};
        for (const Ieee& ieee : k_ieee) {
            const bool is_implied_one = ((bits >> 4) & 3) == 2;
            const std::array<unsigned, 4> expected{ieee.exponent_at, ieee.exponent_bits, 0, ieee.fraction_bits};
            if (type.size == ieee.size && fields == expected && bias == ieee.bias && is_implied_one && !type.is_vax &&
                offset == 0 && type.precision == 8 * type.size && ((bits >> 8) & 0xff) == ieee.sign)
                type.is_plain = true;
        }
    }

    void parse_compound(Datatype& type, unsigned count, unsigned depth) {
        const unsigned version = m_version;
        if (count == 0) m_body.fail("found a compound datatype without members");
        for (unsigned i = 0; i < count; ++i) {
            TypeMember member;
            member.name = parse_name(version);
            const std::uint64_t offset = m_body.number(version >= 3 ? width_for(type.size) : 4);
            Datatype array;
            if (version == 1) parse_old_shape(array);
            member.type = parse(depth + 1);
            if (offset > type.size || member.type.size > type.size - offset)
                m_body.fail("found a member that lies beyond its compound datatype");
            if (!array.shape.empty()) {
                array.kind = Class::array;
                array.size = member.type.size;
                array.members.push_back({{}, std::move(member.type)});
                member.type = std::move(array);
            }
            type.members.push_back(std::move(member));
        }
    }

    void parse_old_shape(Datatype& array) {
        const unsigned rank = m_body.u8();
        if (rank > 4) m_body.fail(fmt::format("found {} dimensions of a member, expected at most 4", rank));
        m_body.skip(3 + 4 + 4);
        for (unsigned i = 0; i < 4; ++i) {
            const std::uint32_t size = m_body.u32();
            if (i < rank) array.shape.push_back(size);
        }
    }

    std::string parse_name(unsigned version) {
        const std::size_t begin = m_body.at();
        std::string name(m_body.terminated());
        if (version < 3) m_body.skip((8 - (m_body.at() - begin) % 8) % 8);
        return name;
    }

    static std::size_t width_for(std::uint32_t size) {
        return size < (1U << 8) ? 1 : size < (1U << 16) ? 2 : size < (1U << 24) ? 3 : 4;
    }

    void add_base(Datatype& type, unsigned depth) { type.members.push_back({{}, parse(depth + 1)}); }

    void parse_enumeration(Datatype& type, unsigned count, unsigned depth) {
        const unsigned version = m_version;
        add_base(type, depth);
        const Datatype& base = type.members.front().type;
        if (base.kind != Class::integer) m_body.fail("found an enumeration of what are no integers");
        std::vector<std::string> names;
        for (unsigned i = 0; i < count; ++i) names.push_back(parse_name(version));
        for (const std::string& name : names) {
            std::string value(text_of(m_body.bytes(base.size)));
            if (base.is_big_endian) value.assign(value.rbegin(), value.rend());
            type.tag += fmt::format("{}:{}={}{};", name.size(), name, value.size(), value);
        }
    }

    void parse_array(Datatype& type, unsigned depth) {
        const unsigned version = m_version;
        const unsigned rank = m_body.u8();
        if (version < 3) m_body.skip(3);
        for (unsigned i = 0; i < rank; ++i) type.shape.push_back(m_body.u32());
        if (version < 3) m_body.skip(4ULL * rank);
        add_base(type, depth);
    }

    Cursor& m_body;
    unsigned m_version = 0;
};

std::string signature_of_members(const Datatype& type) {
    std::string text;
    for (const TypeMember& member : type.members)
        text += fmt::format("{}:{}{}", member.name.size(), member.name, signature(member.type));
    return text;
}

/// The C type that H5Tget_native_type chooses has the least width that holds the precision.
std::uint64_t native_bits(std::uint64_t bits, std::uint64_t least) { return std::max(std::bit_ceil(bits), least); }

}  // namespace

Datatype decode_datatype(Cursor& body) { return TypeParser(body).parse(0); }

std::string signature(const Datatype& type) {
    switch (type.kind) {
        case Class::integer:
            return fmt::format("{}{}", type.is_signed ? 'i' : 'u', native_bits(type.precision, 8));
        case Class::floating:
            return fmt::format("f{}", native_bits(8ULL * type.size, 32));
        case Class::string:
            return fmt::format("s{},{},{}", type.size, type.padding, type.character_set);
        case Class::opaque:
            return fmt::format("o{}:{}{}", type.size, type.tag.size(), type.tag);
        case Class::compound:
            return fmt::format("{{{}}}", signature_of_members(type));
        case Class::enumeration:
            return fmt::format("e{}[{}]", signature_of_members(type), type.tag);
        case Class::variable_length:
            if (type.is_string) return fmt::format("t{},{}", type.padding, type.character_set);
            return "v" + signature_of_members(type);
        case Class::array: {
            std::string text = "a";
            for (const std::uint64_t size : type.shape) text += fmt::format("{},", size);
            return text + signature_of_members(type);
        }
        case Class::reference:
            return fmt::format("r{}", type.reference_kind);
        default:
            return fmt::format("c{},{}", static_cast<unsigned>(type.kind), type.size);  // bit fields and times
    }
}

}  // namespace cairn::hdf5

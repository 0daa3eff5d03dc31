#include "builder/probe/cdf/header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string_view>

#include "base/codecs/bytes.hpp"
#include "base/saturating.hpp"
#include "base/text.hpp"
#include "builder/probe/cdf/numbers.hpp"
#include "builder/probe/coordinate_values.hpp"

namespace cairn {

namespace {

constexpr std::uint64_t k_longest_name = 256;   // NC_MAX_NAME
constexpr std::uint64_t k_most_axes = 1024;     // NC_MAX_VAR_DIMS
constexpr std::uint64_t k_dimension_bytes = 8;  // the least that each of these takes in a header
constexpr std::uint64_t k_attribute_header_bytes = 12;
constexpr std::uint64_t k_variable_bytes = 28;

/// By their numbers in the file.
constexpr std::array<Type, 12> k_types{Type::other,  Type::int8,    Type::character, Type::int16,
                                       Type::int32,  Type::float32, Type::float64,   Type::uint8,
                                       Type::uint16, Type::uint32,  Type::int64,     Type::uint64};

/// After the first impossible or missing byte every number is 0 and no list goes on.
class HeaderParser {
  public:
    HeaderParser(std::span<const std::byte> head, std::uint64_t file_bytes) : m_head(head), m_file_bytes(file_bytes) {}

    CdfHeaderResult parse() {
        parse_magic();
        m_group = &m_header.dataset.groups.emplace_back();
        m_group->path = "/";
        m_header.record_count = parse_size();
        const bool is_stream = m_header.record_count == (m_wide_sizes ? k_largest : 0xFFFF'FFFFU);
        parse_dimensions();
        parse_attributes(m_group->attributes);
        parse_variables();
        m_header.header_end = m_at;
        check_layout();
        if (m_fault) return *std::move(m_fault);
        if (m_needs_more) return MoreHeader{};
        finish_records(is_stream);
        return std::move(m_header);
    }

  private:
    bool going() const { return !m_fault && !m_needs_more; }
    std::size_t rest() const { return m_head.size() - m_at; }

    void fail(std::string reason, std::uint64_t offset) {
        if (going()) m_fault = CdfFault{std::move(reason), offset};
    }

    /// The next bytes, of which `used` are not padding. Empty when they are not there.
    std::span<const std::byte> take(std::uint64_t bytes, std::uint64_t used) {
        if (!going()) return {};
        if (bytes > rest()) {
            m_needs_more = true;
            return {};
        }
        const std::span<const std::byte> taken = m_head.subspan(m_at, static_cast<std::size_t>(used));
        m_at += static_cast<std::size_t>(bytes);
        return taken;
    }

    std::uint64_t number(bool wide) {
        const std::span<const std::byte> bytes = wide ? take(8, 8) : take(4, 4);
        if (bytes.empty()) return 0;
        return wide ? codecs::load_bits<std::uint64_t>(bytes.data(), codecs::ByteOrder::big)
                    : codecs::load_bits<std::uint32_t>(bytes.data(), codecs::ByteOrder::big);
    }

    std::uint64_t parse_size() { return number(m_wide_sizes); }

    void parse_magic() {
        const std::uint64_t magic = number(false);
        const std::uint64_t version = magic & 0xFFU;
        if (magic >> 8 != 0x434446U || (version != 1 && version != 2 && version != 5))
            fail("expected the magic number of netCDF classic, found another", 0);
        m_wide_sizes = version == 5;
        m_wide_offsets = version != 1;
        m_header.dataset.format = version == 1 ? "classic" : version == 2 ? "64-bit offset" : "cdf5";
    }

    /// Number of elements of the list that begins here, each of at least `least_bytes`.
    template <class Element>
    std::uint64_t begin_list(std::uint64_t expected_tag, std::string_view what, std::vector<Element>& list,
                             std::uint64_t least_bytes) {
        const std::uint64_t offset = m_at;
        const std::uint64_t tag = number(false);
        const std::uint64_t count = parse_size();
        if (tag != expected_tag && (tag != 0 || count != 0))
            fail(fmt::format("expected the {} list, found tag {:#x} and count {}", what, tag, count), offset);
        if (!going()) return 0;
        list.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(count, rest() / least_bytes)));
        return count;
    }

    std::string parse_name() {
        const std::uint64_t offset = m_at;
        const std::uint64_t size = parse_size();
        if (size > k_longest_name)
            fail(fmt::format("expected a name of at most {} bytes, found {}", k_longest_name, size), offset);
        const std::span<const std::byte> bytes = take(padded(size), size);
        const std::string_view name(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return std::string(name.substr(0, name.find('\0')));
    }

    Type parse_type() {
        const std::uint64_t offset = m_at;
        const std::uint64_t type = number(false);
        if (going() && (type < 1 || type >= k_types.size()))
            fail(fmt::format("expected a type from 1 to 11, found {}", type), offset);
        return going() ? k_types[type] : Type::other;
    }

    void parse_dimensions() {
        const std::uint64_t count = begin_list(0x0A, "dimension", m_group->dimensions, k_dimension_bytes);
        bool has_record = false;
        for (std::uint64_t i = 0; i < count && going(); ++i) {
            Dimension& dimension = m_group->dimensions.emplace_back();
            dimension.name = parse_name();
            dimension.size = parse_size();
            dimension.unlimited = dimension.size == 0 && !has_record;
            has_record = has_record || dimension.unlimited;
        }
    }

    void parse_attributes(std::vector<Attribute>& attributes) {
        const std::uint64_t count = begin_list(0x0C, "attribute", attributes, k_attribute_header_bytes);
        for (std::uint64_t i = 0; i < count && going(); ++i) parse_attribute(attributes.emplace_back());
    }

    void parse_attribute(Attribute& attribute) {
        attribute.name = parse_name();
        attribute.type = parse_type();
        const std::uint64_t count = parse_size();
        const std::uint64_t bytes = saturating_multiply(count, stored_bytes(attribute.type));
        const std::span<const std::byte> stored = take(padded(bytes), bytes);
        if (!going()) return;
        const std::uint64_t held = saturating_multiply(count, attribute.type == Type::character ? 1 : 8);
        if (held > m_attribute_budget) return;
        m_attribute_budget -= held;
        if (attribute.type == Type::character) {
            const std::string_view text(reinterpret_cast<const char*>(stored.data()), stored.size());
            attribute.values.emplace<std::vector<std::string>>().push_back(without_padding(text, Padding::nul));
        } else {
            attribute.values = make_numbers(attribute.type, static_cast<std::size_t>(count));
            decode_numbers(attribute.type, stored, 0, attribute.values);
        }
    }

    void parse_variables() {
        const std::uint64_t count = begin_list(0x0B, "variable", m_group->variables, k_variable_bytes);
        m_header.variables.reserve(m_group->variables.capacity());
        for (std::uint64_t i = 0; i < count && going(); ++i)
            parse_variable(m_group->variables.emplace_back(), m_header.variables.emplace_back());
    }

    void parse_variable(Variable& variable, CdfVariable& place) {
        variable.name = parse_name();
        const std::uint64_t offset = m_at;
        const std::uint64_t rank = parse_size();
        if (rank > k_most_axes) fail(fmt::format("expected at most {} axes, found {}", k_most_axes, rank), offset);
        if (going()) variable.dimensions.reserve(static_cast<std::size_t>(rank));
        std::uint64_t values = 1;
        for (std::uint64_t i = 0; i < rank && going(); ++i)
            values = saturating_multiply(values, parse_axis(i, variable, place));
        parse_attributes(variable.attributes);
        variable.type = parse_type();
        place.bytes = saturating_multiply(values, stored_bytes(variable.type));
        parse_size();  // redundant, and it wraps for large variables
        place.begin = number(m_wide_offsets);
    }

    /// Number of values along one dimension, within one record.
    std::uint64_t parse_axis(std::uint64_t position, Variable& variable, CdfVariable& place) {
        const std::uint64_t offset = m_at;
        const std::uint64_t id = parse_size();
        if (!going()) return 0;
        const std::vector<Dimension>& dimensions = m_group->dimensions;
        if (id >= dimensions.size()) {
            fail(fmt::format("expected one of {} dimensions, found number {}", dimensions.size(), id), offset);
            return 0;
        }
        variable.dimensions.push_back({0, static_cast<std::uint32_t>(id)});
        if (dimensions[id].size != 0) return dimensions[id].size;
        if (position != 0)
            fail(fmt::format("expected the record dimension as the first of a variable, found it as number {}",
                             position + 1),
                 offset);
        place.is_record = true;
        return 1;
    }

    /// Variables lie one after the other in the order of the header, those with records behind those without.
    void check_layout() {
        std::uint64_t end = m_at;
        for (const bool is_record : {false, true}) {
            for (std::size_t i = 0; i < m_header.variables.size() && going(); ++i) {
                const CdfVariable& place = m_header.variables[i];
                if (place.is_record != is_record) continue;
                if (place.begin < end)
                    fail(fmt::format("variable {} begins at byte {}, expected it behind byte {}, where what precedes "
                                     "it ends",
                                     to_utf8(m_group->variables[i].name), place.begin, end),
                         m_at);
                end = saturating_add(place.begin, padded(place.bytes));
            }
        }
    }

    /// The records of all variables are interleaved, each padded to 4 bytes, except where there is but one such
    /// variable.
    void finish_records(bool is_stream) {
        const CdfVariable* first = nullptr;
        std::uint64_t sum = 0;
        for (const CdfVariable& place : m_header.variables) {
            if (!place.is_record) continue;
            if (first == nullptr) first = &place;
            sum = saturating_add(sum, padded(place.bytes));
        }
        const bool is_alone = first != nullptr && sum == padded(first->bytes);
        m_header.record_bytes = is_alone ? first->bytes : sum;
        if (is_stream) m_header.record_count = first == nullptr ? 0 : records_in_file(*first);
        for (Dimension& dimension : m_group->dimensions) {
            if (dimension.size == 0) dimension.size = m_header.record_count;
        }
    }

    /// The padding after the very last value may be missing.
    std::uint64_t records_in_file(const CdfVariable& first) const {
        if (m_header.record_bytes == 0 || m_file_bytes <= first.begin) return 0;
        const std::uint64_t bytes = saturating_add(m_file_bytes - first.begin, m_header.record_bytes % 4 == 0 ? 3 : 0);
        return bytes / m_header.record_bytes;
    }

    std::span<const std::byte> m_head;
    std::uint64_t m_file_bytes;
    std::size_t m_at = 0;
    bool m_wide_sizes = false;
    bool m_wide_offsets = false;
    bool m_needs_more = false;
    std::optional<CdfFault> m_fault;
    CdfHeader m_header;
    Group* m_group = nullptr;
    std::uint64_t m_attribute_budget = k_attribute_bytes;
};

}  // namespace

CdfHeaderResult parse_cdf_header(std::span<const std::byte> head, std::uint64_t file_bytes) {
    return HeaderParser(head, file_bytes).parse();
}

CdfHeaderResult read_cdf_header(WindowedBytes& bytes) {
    constexpr std::uint64_t k_first_view = 16 << 10;
    for (std::uint64_t wanted = k_first_view;; wanted = std::min<std::uint64_t>(wanted * 8, k_largest_cdf_header)) {
        const std::uint64_t size = std::min(wanted, bytes.size_bytes());
        CdfHeaderResult result = parse_cdf_header(bytes.view(0, static_cast<std::size_t>(size)), bytes.size_bytes());
        const bool is_all = size == bytes.size_bytes() || wanted == k_largest_cdf_header;
        if (is_all || !std::holds_alternative<MoreHeader>(result)) return result;
    }
}

}  // namespace cairn

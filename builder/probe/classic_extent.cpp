#include "builder/probe/classic_extent.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <vector>

#include "builder/model/text.hpp"

namespace cairn {

namespace {

constexpr std::uint64_t k_largest = std::numeric_limits<std::uint64_t>::max();

std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) {
    std::uint64_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? k_largest : sum;
}

std::uint64_t saturating_multiply(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? k_largest : product;
}

std::uint64_t padded(std::uint64_t size) { return size > k_largest - 3 ? k_largest : (size + 3) / 4 * 4; }

struct HeaderVariable {
    std::string name;
    bool is_record = false;
    std::uint64_t bytes =
        0;  ///< of the variable, or of one record of it; not padded. The header's vsize is redundant and wraps.
    std::uint64_t begin = 0;
};

/// After the first impossible or missing byte every number is 0 and no list goes on.
class HeaderParser {
  public:
    explicit HeaderParser(std::string_view head) : m_head(head) {}

    std::variant<ClassicExtent, MoreHeader, NotClassic> parse() {
        parse_magic();
        const std::uint64_t record_count = parse_size();
        m_is_stream = record_count == (m_wide_sizes ? k_largest : 0xFFFF'FFFFU);
        parse_list(0x0A, "dimension", [this] { parse_dimension(); });
        parse_attributes();
        parse_list(0x0B, "variable", [this] { parse_variable(); });
        if (m_fault) return *m_fault;
        if (m_needs_more) return MoreHeader{};
        return extent(m_is_stream ? 0 : record_count);
    }

  private:
    bool going() const { return !m_fault && !m_needs_more; }

    void fail(std::string reason, std::uint64_t offset) {
        if (going()) m_fault = NotClassic{std::move(reason), offset};
    }

    std::uint64_t number(std::size_t bytes) {
        if (!going()) return 0;
        if (m_at > m_head.size() || bytes > m_head.size() - m_at) {
            m_needs_more = true;
            return 0;
        }
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i) value = value << 8 | static_cast<unsigned char>(m_head[m_at + i]);
        m_at += bytes;
        return value;
    }

    std::uint64_t parse_size() { return number(m_wide_sizes ? 8 : 4); }

    void skip(std::uint64_t bytes) {
        if (!going()) return;
        m_at = saturating_add(m_at, bytes);
        if (m_at > m_head.size()) m_needs_more = true;
    }

    void parse_magic() {
        const std::uint64_t magic = number(4);
        const std::uint64_t version = magic & 0xFFU;
        if (magic >> 8 != 0x434446U || (version != 1 && version != 2 && version != 5))
            fail("no classic magic number", 0);
        m_wide_sizes = version == 5;
        m_wide_offsets = version != 1;
    }

    template <class ParseOne>
    void parse_list(std::uint64_t expected_tag, std::string_view what, ParseOne parse_one) {
        const std::uint64_t offset = m_at;
        const std::uint64_t tag = number(4);
        const std::uint64_t count = parse_size();
        if (tag != expected_tag && (tag != 0 || count != 0)) {
            fail(fmt::format("expected the {} list, found tag {:#x} and count {}", what, tag, count), offset);
        }
        for (std::uint64_t i = 0; i < count && going(); ++i) parse_one();
    }

    std::string parse_name() {
        const std::uint64_t size = parse_size();
        const std::uint64_t begin = m_at;
        skip(padded(size));
        return going() ? std::string(m_head.substr(begin, size)) : std::string();
    }

    std::uint64_t parse_type_size() {
        static constexpr std::array<std::uint64_t, 12> k_sizes{0, 1, 1, 2, 4, 4, 8, 1, 2, 4, 8, 8};
        const std::uint64_t offset = m_at;
        const std::uint64_t type = number(4);
        if (type >= 1 && type < k_sizes.size()) return k_sizes[type];
        fail(fmt::format("expected a type from 1 to 11, found {}", type), offset);
        return 0;
    }

    void parse_dimension() {
        parse_name();
        m_dimension_sizes.push_back(parse_size());
    }

    void parse_attributes() {
        parse_list(0x0C, "attribute", [this] {
            parse_name();
            const std::uint64_t value_size = parse_type_size();
            skip(padded(saturating_multiply(value_size, parse_size())));
        });
    }

    void parse_variable() {
        HeaderVariable variable;
        variable.name = parse_name();
        const std::uint64_t rank = parse_size();
        std::uint64_t values = 1;
        for (std::uint64_t i = 0; i < rank && going(); ++i)
            values = saturating_multiply(values, parse_axis(i, variable));
        parse_attributes();
        variable.bytes = saturating_multiply(values, parse_type_size());
        parse_size();
        variable.begin = number(m_wide_offsets ? 8 : 4);
        m_variables.push_back(std::move(variable));
    }

    /// Number of values along one dimension, within one record.
    std::uint64_t parse_axis(std::uint64_t position, HeaderVariable& variable) {
        const std::uint64_t offset = m_at;
        const std::uint64_t id = parse_size();
        if (!going()) return 0;
        if (id >= m_dimension_sizes.size()) {
            fail(fmt::format("expected one of {} dimensions, found number {}", m_dimension_sizes.size(), id), offset);
            return 0;
        }
        if (m_dimension_sizes[id] != 0) return m_dimension_sizes[id];
        variable.is_record = variable.is_record || position == 0;
        return 1;
    }

    /// The records of all variables are interleaved, each padded to 4 bytes, except where there is but one such
    /// variable.
    std::uint64_t record_bytes() const {
        std::uint64_t sum = 0;
        const HeaderVariable* last = nullptr;
        for (const HeaderVariable& variable : m_variables) {
            if (!variable.is_record) continue;
            sum = saturating_add(sum, padded(variable.bytes));
            last = &variable;
        }
        return last != nullptr && sum == padded(last->bytes) ? last->bytes : sum;
    }

    ClassicExtent extent(std::uint64_t record_count) const {
        ClassicExtent result;
        result.header_end = m_at;
        result.record_count = record_count;
        std::uint64_t furthest = 0;
        const std::uint64_t stride = record_bytes();
        for (const HeaderVariable& variable : m_variables) {
            if (variable.bytes == 0 || (variable.is_record && record_count == 0)) continue;
            std::uint64_t end = saturating_add(variable.begin, variable.bytes);
            if (variable.is_record) end = saturating_add(end, saturating_multiply(record_count - 1, stride));
            std::uint64_t& part = variable.is_record ? result.records_end : result.fixed_end;
            part = std::max(part, end);
            if (end <= furthest) continue;
            furthest = end;
            result.last_variable = variable.name;
        }
        return result;
    }

    std::string_view m_head;
    std::uint64_t m_at = 0;
    bool m_wide_sizes = false;
    bool m_wide_offsets = false;
    bool m_is_stream = false;
    bool m_needs_more = false;
    std::optional<NotClassic> m_fault;
    std::vector<std::uint64_t> m_dimension_sizes;
    std::vector<HeaderVariable> m_variables;
};

/// As many of the first `size` bytes as there are.
std::string read_head(int fd, std::uint64_t size) {
    std::string head(size, '\0');
    std::size_t filled = 0;
    while (filled < head.size()) {
        const ssize_t got = ::pread(fd, head.data() + filled, head.size() - filled, static_cast<off_t>(filled));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        filled += static_cast<std::size_t>(got);
    }
    head.resize(filled);
    return head;
}

Problem truncated(const std::string& path, std::string what_is_missing) {
    return {.stage = Stage::probe,
            .code = "probe/truncated",
            .path = to_utf8(path),
            .message = std::move(what_is_missing) + "; the file was cut off: fetch or write it again"};
}

}  // namespace

std::uint64_t ClassicExtent::needed_bytes() const { return std::max({header_end, fixed_end, records_end}); }

std::variant<ClassicExtent, MoreHeader, NotClassic> classic_extent(std::string_view head) {
    return HeaderParser(head).parse();
}

std::optional<Problem> find_truncation(int fd, std::uint64_t size_bytes, const std::string& path) {
    constexpr std::uint64_t k_first_read = 64ULL << 10;
    constexpr std::uint64_t k_largest_header = 64ULL << 20;
    if (read_head(fd, 3) != "CDF") return std::nullopt;
    for (std::uint64_t wanted = k_first_read; wanted <= k_largest_header; wanted *= 8) {
        const std::string head = read_head(fd, std::min(wanted, size_bytes));
        const auto result = classic_extent(head);
        if (std::holds_alternative<NotClassic>(result)) return std::nullopt;
        if (const auto* extent = std::get_if<ClassicExtent>(&result)) {
            if (extent->needed_bytes() <= size_bytes) return std::nullopt;
            return truncated(
                path, fmt::format("found {} bytes, but the header needs {} (variable {}, {} records)", size_bytes,
                                  extent->needed_bytes(), to_utf8(extent->last_variable), extent->record_count));
        }
        if (size_bytes <= wanted)
            return truncated(path, fmt::format("found {} bytes, which end within the header", size_bytes));
    }
    return std::nullopt;
}

}  // namespace cairn

#include "base/parquet/hybrid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "base/parquet/failure.hpp"

namespace cairn::parquet {

namespace {

class Runs {
  public:
    Runs(std::span<const std::byte> bytes, unsigned bit_width) : m_bytes(bytes), m_width(bit_width) {}

    void decode(std::size_t count, std::vector<std::uint32_t>& into) {
        while (count > 0) {
            const std::uint64_t header = varint();
            const std::uint64_t length = header >> 1;
            if (length == 0) throw Fault{"found a run of length 0"};
            const std::size_t taken = (header & 1) != 0 ? unpack(length, count, into) : repeat(length, count, into);
            count -= taken;
        }
    }

  private:
    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 35; shift += 7) {
            const auto next = std::to_integer<std::uint64_t>(take(1).front());
            value |= (next & 0x7F) << shift;
            if ((next & 0x80) == 0) return value;
        }
        throw Fault{"found a run whose length has more than 32 bits"};
    }

    std::span<const std::byte> take(std::size_t count) {
        if (count > m_bytes.size()) throw Fault{"the runs of a page are cut off"};
        const auto taken = m_bytes.first(count);
        m_bytes = m_bytes.subspan(count);
        return taken;
    }

    std::size_t repeat(std::uint64_t length, std::size_t wanted, std::vector<std::uint32_t>& into) {
        std::uint32_t value = 0;
        unsigned shift = 0;
        for (const std::byte part : take((m_width + 7) / 8)) {
            value |= std::to_integer<std::uint32_t>(part) << shift;
            shift += 8;
        }
        if (m_width < 32 && value >> m_width != 0) throw Fault{"found a repeated value that is too large"};
        const std::size_t taken = std::min<std::uint64_t>(length, wanted);
        into.insert(into.end(), taken, value);
        return taken;
    }

    /// Groups of eight; the last may have values too many, which writers may leave out.
    std::size_t unpack(std::uint64_t groups, std::size_t wanted, std::vector<std::uint32_t>& into) {
        const std::size_t taken = std::min<std::uint64_t>(groups * 8, wanted);
        const std::size_t needed = (taken * m_width + 7) / 8;
        const auto packed = take(std::min<std::uint64_t>(groups * m_width, m_bytes.size()));
        if (packed.size() < needed) throw Fault{"the packed values of a page are cut off"};
        std::uint64_t bits = 0;
        unsigned held = 0;
        std::size_t at = 0;
        const std::uint64_t mask = (std::uint64_t{1} << m_width) - 1;
        for (std::size_t i = 0; i < taken; ++i) {
            for (; held < m_width; held += 8) bits |= std::to_integer<std::uint64_t>(packed[at++]) << held;
            into.push_back(static_cast<std::uint32_t>(bits & mask));
            bits >>= m_width;
            held -= m_width;
        }
        return taken;
    }

    std::span<const std::byte> m_bytes;
    unsigned m_width;
};

constexpr std::size_t k_group = 8;  ///< numbers are packed by eight

class RunWriter {
  public:
    RunWriter(unsigned bit_width, std::string& into) : m_width(bit_width), m_into(into) {}

    void write(std::span<const std::uint32_t> numbers) {
        std::size_t packed = 0;  // from here to `at` numbers wait to be packed
        std::size_t at = 0;
        while (at < numbers.size()) {
            std::size_t end = at + 1;
            while (end < numbers.size() && numbers[end] == numbers[at]) ++end;
            // What is packed before a run fills whole groups, if need be with the first of the run.
            const std::size_t run = std::min(end, at + (k_group - (at - packed) % k_group) % k_group);
            if (end - run < k_group) {
                at = end;
                continue;
            }
            pack(numbers.subspan(packed, run - packed));
            repeat(numbers[at], end - run);
            at = packed = end;
        }
        pack(numbers.subspan(packed));
    }

  private:
    void varint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) m_into += static_cast<char>(value | 0x80);
        m_into += static_cast<char>(value);
    }

    void repeat(std::uint32_t value, std::size_t count) {
        varint(std::uint64_t{count} << 1);
        for (unsigned bits = 0; bits < m_width; bits += 8) m_into += static_cast<char>(value >> bits);
    }

    void pack(std::span<const std::uint32_t> numbers) {
        if (numbers.empty()) return;
        const std::size_t groups = (numbers.size() + k_group - 1) / k_group;
        varint(std::uint64_t{groups} << 1 | 1);
        std::uint64_t bits = 0;
        unsigned held = 0;
        for (std::size_t i = 0; i < groups * k_group; ++i) {
            bits |= std::uint64_t{i < numbers.size() ? numbers[i] : 0} << held;
            for (held += m_width; held >= 8; held -= 8, bits >>= 8) m_into += static_cast<char>(bits);
        }
    }

    unsigned m_width;
    std::string& m_into;
};

}  // namespace

void encode_hybrid(std::span<const std::uint32_t> numbers, unsigned bit_width, std::string& into) {
    RunWriter(bit_width, into).write(numbers);
}

unsigned bit_width_of(std::uint32_t greatest) { return static_cast<unsigned>(std::bit_width(greatest)); }

void decode_hybrid(std::span<const std::byte> bytes, unsigned bit_width, std::size_t count,
                   std::vector<std::uint32_t>& into) {
    if (bit_width > 32) throw Fault{fmt::format("found values of {} bits, at most 32 are allowed", bit_width)};
    Runs(bytes, bit_width).decode(count, into);
}

}  // namespace cairn::parquet

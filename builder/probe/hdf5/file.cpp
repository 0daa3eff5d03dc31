#include "builder/probe/hdf5/file.hpp"

#include <algorithm>

#include "base/codecs/checksum.hpp"

namespace cairn::hdf5 {

void File::expect(std::uint64_t address, std::uint64_t count, std::string_view of) const {
    const std::uint64_t offset = checked_offset_of(address, of);
    if (!m_bytes.has(offset, count)) throw_end_of_file(offset, count, of);
}

std::uint64_t File::checked_offset_of(std::uint64_t address, std::string_view of) const {
    std::uint64_t offset = 0;
    if (address == k_undefined || __builtin_add_overflow(m_base, address, &offset))
        throw Damage{m_base, fmt::format("found no address for {}", of)};
    return offset;
}

void File::throw_end_of_file(std::uint64_t offset, std::uint64_t count, std::string_view of) const {
    throw Damage{offset, fmt::format("found the end of the file at byte {} inside {} of {} bytes", m_bytes.size_bytes(),
                                     of, count)};
}

Cursor File::read(std::uint64_t address, std::uint64_t count, std::string_view of, ReadAhead ahead) {
    const std::uint64_t offset = checked_offset_of(address, of);
    if (count == 0) return {{}, offset, m_sizes};
    charge_parsing(std::min(count, m_bytes.size_bytes()));
    const auto bytes = m_bytes.view(offset, count, ahead);
    if (bytes.empty()) {
        if (m_bytes.has(offset, count)) throw Unsupported{fmt::format("{} of {} bytes", of, count)};
        throw_end_of_file(offset, count, of);
    }
    return {bytes, offset, m_sizes};
}

std::uint64_t File::work_allowed(std::uint64_t file_bytes) {
    constexpr std::uint64_t k_least = 1ULL << 30;
    constexpr std::uint64_t k_for_a_byte = 16 * k_parsing_cost;
    return std::min(k_most_work, k_least + k_for_a_byte * std::min(file_bytes, k_most_work / k_for_a_byte));
}

void File::throw_too_much_work() {
    throw Unsupported{"a structure that leads to the same parts of the file again and again"};
}

Cursor File::copy(std::uint64_t address, std::uint64_t count, std::string_view of, std::vector<std::byte>& into) {
    const Cursor found = read(address, count, of);
    into.assign(found.all().begin(), found.all().end());
    return {into, found.file_offset(), m_sizes};
}

void verify_checksum(const Cursor& structure, std::string_view of) {
    const auto bytes = structure.all();
    if (bytes.size() < 4) structure.fail(fmt::format("found {} bytes of {}", bytes.size(), of));
    const auto stored = static_cast<std::uint32_t>(little_endian(bytes.data() + bytes.size() - 4, 4));
    const std::uint32_t computed = codecs::lookup3(bytes.first(bytes.size() - 4));
    if (stored != computed) {
        throw Damage{structure.file_offset() - structure.at(),
                     fmt::format("found {} with the checksum {:08x}, its bytes have {:08x}", of, stored, computed)};
    }
}

}  // namespace cairn::hdf5

#include "base/storage/zip_directory.hpp"

#include <algorithm>
#include <optional>
#include <type_traits>

namespace cairn {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::uint64_t k_largest_directory = 256ULL << 20;
constexpr std::size_t k_piece = 256 << 10;
constexpr std::size_t k_end_bytes = 22;
constexpr std::size_t k_longest_comment = 0xFFFF;
constexpr std::size_t k_locator_bytes = 20;
constexpr std::size_t k_end64_bytes = 56;
constexpr std::size_t k_header_bytes = 46;

constexpr std::string_view k_end_signature = "PK\x05\x06"sv;
constexpr std::string_view k_locator_signature = "PK\x06\x07"sv;
constexpr std::string_view k_end64_signature = "PK\x06\x06"sv;
constexpr std::string_view k_header_signature = "PK\x01\x02"sv;

/// Little-endian; the caller has checked that the bytes are there.
template <class T>
T number_at(std::string_view bytes, std::size_t offset) {
    static_assert(std::is_unsigned_v<T>);
    std::uint64_t value = 0;
    for (std::size_t i = sizeof(T); i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[offset + i - 1]);
    return static_cast<T>(value);
}

struct Extent {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
};

/// The offset of the end record, which a comment may follow.
std::optional<std::uint64_t> find_end(const ByteAccess& file, std::string& record) {
    for (const std::size_t tail : {k_end_bytes, k_end_bytes + k_longest_comment}) {
        const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(tail, file.size_bytes));
        const std::string bytes = file.read(file.size_bytes - count, count);
        if (bytes.size() < k_end_bytes || bytes.size() != count) return std::nullopt;
        for (std::size_t at = count - k_end_bytes + 1; at > 0; --at) {
            const std::string_view candidate = std::string_view(bytes).substr(at - 1);
            if (!candidate.starts_with(k_end_signature)) continue;
            if (number_at<std::uint16_t>(candidate, 20) != candidate.size() - k_end_bytes) continue;
            record = std::string(candidate.substr(0, k_end_bytes));
            return file.size_bytes - candidate.size();
        }
    }
    return std::nullopt;
}

/// Where an archive with sizes beyond 32 bits has its directory.
std::optional<Extent> extent_of_zip64(const ByteAccess& file, std::uint64_t end) {
    if (end < k_locator_bytes) return std::nullopt;
    const std::string locator = file.read(end - k_locator_bytes, k_locator_bytes);
    if (locator.size() != k_locator_bytes || !locator.starts_with(k_locator_signature)) return std::nullopt;
    const auto at = number_at<std::uint64_t>(locator, 8);
    if (at > end) return std::nullopt;
    const std::string record = file.read(at, k_end64_bytes);
    if (record.size() != k_end64_bytes || !record.starts_with(k_end64_signature)) return std::nullopt;
    return Extent{number_at<std::uint64_t>(record, 48), number_at<std::uint64_t>(record, 40)};
}

std::string find_directory(const ByteAccess& file, Extent& directory) {
    std::string record;
    const auto end = find_end(file, record);
    if (!end) return "found no end record of a zip archive: the archive is cut short, or is none";
    directory = {number_at<std::uint32_t>(record, 16), number_at<std::uint32_t>(record, 12)};
    if (directory.offset == UINT32_MAX || directory.bytes == UINT32_MAX ||
        number_at<std::uint16_t>(record, 10) == UINT16_MAX) {
        if (const auto large = extent_of_zip64(file, *end)) directory = *large;
    }
    if (directory.offset > *end || directory.bytes > *end - directory.offset) {
        return "found a directory of " + std::to_string(directory.bytes) + " bytes at " +
               std::to_string(directory.offset) + ", which is not inside of the archive: it is damaged";
    }
    if (directory.bytes > k_largest_directory) {
        return "found a directory of " + std::to_string(directory.bytes) + " bytes; the limit is " +
               std::to_string(k_largest_directory);
    }
    return {};
}

/// What does not fit in 32 bits stands in the extra field 1, in this order.
bool read_zip64_field(std::string_view extra, ZipEntry& entry) {
    while (extra.size() >= 4) {
        const auto id = number_at<std::uint16_t>(extra, 0);
        const std::size_t length = number_at<std::uint16_t>(extra, 2);
        extra.remove_prefix(4);
        if (length > extra.size()) return false;
        if (id != 1) {
            extra.remove_prefix(length);
            continue;
        }
        std::string_view field = extra.substr(0, length);
        for (std::uint64_t* value : {&entry.bytes, &entry.stored_bytes, &entry.header_offset}) {
            if (*value != UINT32_MAX) continue;
            if (field.size() < 8) return false;
            *value = number_at<std::uint64_t>(field, 0);
            field.remove_prefix(8);
        }
        return true;
    }
    return true;
}

/// Bytes of the entry that `bytes` begins with; 0: it is not complete; nullopt: it is no entry.
std::optional<std::size_t> read_entry(std::string_view bytes, ZipEntry& entry) {
    if (bytes.size() < k_header_bytes) return 0;
    if (!bytes.starts_with(k_header_signature)) return std::nullopt;
    const std::size_t name_bytes = number_at<std::uint16_t>(bytes, 28);
    const std::size_t extra_bytes = number_at<std::uint16_t>(bytes, 30);
    const std::size_t length = k_header_bytes + name_bytes + extra_bytes + number_at<std::uint16_t>(bytes, 32);
    if (bytes.size() < length) return 0;
    entry.is_encrypted = (number_at<std::uint16_t>(bytes, 8) & 1U) != 0;
    entry.method = number_at<std::uint16_t>(bytes, 10);
    entry.crc32 = number_at<std::uint32_t>(bytes, 16);
    entry.stored_bytes = number_at<std::uint32_t>(bytes, 20);
    entry.bytes = number_at<std::uint32_t>(bytes, 24);
    entry.header_offset = number_at<std::uint32_t>(bytes, 42);
    entry.name = bytes.substr(k_header_bytes, name_bytes);
    if (!read_zip64_field(bytes.substr(k_header_bytes + name_bytes, extra_bytes), entry)) return std::nullopt;
    return length;
}

}  // namespace

std::string for_each_zip_entry(const ByteAccess& file, const std::function<bool(const ZipEntry&)>& visit) {
    Extent left;
    if (std::string why_not = find_directory(file, left); !why_not.empty()) return why_not;
    std::string bytes;
    while (left.bytes > 0 || !bytes.empty()) {
        const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(left.bytes, k_piece));
        bytes += file.read(left.offset, count);
        left = {left.offset + count, left.bytes - count};
        std::string_view rest = bytes;
        for (ZipEntry entry; !rest.empty(); entry = {}) {
            const auto length = read_entry(rest, entry);
            if (!length || (*length == 0 && left.bytes == 0)) {
                return "found something that is no entry in the directory of the archive, " +
                       std::to_string(rest.size() + left.bytes) + " bytes before its end: it is damaged";
            }
            if (*length == 0) break;
            if (!visit(entry)) return {};
            rest.remove_prefix(*length);
        }
        bytes.erase(0, bytes.size() - rest.size());
    }
    return {};
}

}  // namespace cairn

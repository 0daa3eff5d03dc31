#include "builder/probe/hdf5/signature.hpp"

#include <string>

namespace cairn::hdf5 {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view k_signature = "\x89HDF\r\n\x1A\n"sv;

bool is_archive(std::string_view head) {
    const bool is_tar = head.size() > 262 && head.substr(257, 5) == "ustar";
    return is_tar || head.starts_with("PK\x03\x04"sv);
}

bool has_signature(const ByteAccess& file, std::string_view head) {
    if (head.starts_with(k_signature)) return true;
    if (is_archive(head)) return false;
    const std::size_t length = k_signature.size();
    // Doubling ends after some 50 probes even on the largest file there can be.
    for (std::uint64_t offset = 512; file.size_bytes >= length && offset <= file.size_bytes - length; offset *= 2) {
        const bool in_head = offset + length <= head.size();
        if ((in_head ? std::string(head.substr(offset, length)) : file.read(offset, length)) == k_signature) {
            return true;
        }
        if (offset > file.size_bytes / 2) break;
    }
    return false;
}

}  // namespace

std::optional<Format> format_of_file(const ByteAccess& file, std::string_view head) {
    return has_signature(file, head) ? std::optional(Format::hdf5) : std::nullopt;
}

}  // namespace cairn::hdf5

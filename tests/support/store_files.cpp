#include "tests/support/store_files.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

namespace cairn::test {

namespace {

void put(std::string& out, std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}

std::string deflated(const std::string& bytes) {
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
        libdeflate_alloc_compressor(6), &libdeflate_free_compressor);
    std::string packed(libdeflate_deflate_compress_bound(compressor.get(), bytes.size()), '\0');
    packed.resize(
        libdeflate_deflate_compress(compressor.get(), bytes.data(), bytes.size(), packed.data(), packed.size()));
    return packed;
}

/// What a local header and an entry of the directory share.
std::string common_fields(const ZipMember& member, std::size_t packed_bytes) {
    std::string out;
    put(out, 20, 2);
    put(out, member.flags, 2);
    put(out, member.method != 0xFFFF ? member.method : member.deflated ? 8 : 0, 2);
    put(out, 0, 4);  // time and date
    put(out, libdeflate_crc32(0, member.bytes.data(), member.bytes.size()), 4);
    put(out, packed_bytes, 4);
    put(out, member.size != 0xFFFFFFFF ? member.size : member.bytes.size(), 4);
    put(out, member.name.size(), 2);
    put(out, 0, 2);
    return out;
}

}  // namespace

StoreFiles files_of_text(std::string_view text) {
    constexpr std::string_view k_begin = "-- ";
    constexpr std::string_view k_end = " --";
    StoreFiles files;
    std::string* file = nullptr;
    while (!text.empty()) {
        const std::size_t newline = std::min(text.find('\n'), text.size() - 1);
        const std::string_view line = text.substr(0, newline + 1);
        const std::string_view bare = line.substr(0, line.find('\n'));
        text.remove_prefix(line.size());
        if (bare.size() > k_begin.size() + k_end.size() && bare.starts_with(k_begin) && bare.ends_with(k_end)) {
            if (file != nullptr && file->ends_with('\n')) file->pop_back();
            file = &files[std::string(bare.substr(k_begin.size(), bare.size() - k_begin.size() - k_end.size()))];
            file->clear();
        } else if (file != nullptr) {
            *file += line;
        }
    }
    if (file != nullptr && file->ends_with('\n')) file->pop_back();
    return files;
}

std::string write_files(const TempFolder& where, const std::string& folder, const StoreFiles& files) {
    where.add_folder(folder);
    for (const auto& [key, bytes] : files) where.add_file(folder + '/' + key, bytes);
    return where / folder;
}

std::string zip_of(const std::vector<ZipMember>& members, std::string_view comment) {
    std::string out;
    std::string directory;
    for (const ZipMember& member : members) {
        const std::string packed = member.deflated ? deflated(member.bytes) : member.bytes;
        const std::string fields = common_fields(member, packed.size());
        directory += "PK\x01\x02";
        put(directory, 20, 2);
        directory += fields;
        put(directory, 0, 2 + 2 + 2 + 4);  // comment, disk, attributes
        put(directory, out.size(), 4);
        directory += member.name;
        out += "PK\x03\x04" + fields + member.name + packed;
    }
    const std::size_t start = out.size();
    out += directory;
    out += std::string("PK\x05\x06\0\0\0\0", 8);
    put(out, members.size(), 2);
    put(out, members.size(), 2);
    put(out, directory.size(), 4);
    put(out, start, 4);
    put(out, comment.size(), 2);
    return out.append(comment);
}

std::string zip_of(const StoreFiles& files, const std::string& prefix, bool deflated) {
    std::vector<ZipMember> members;
    for (const auto& [key, bytes] : files)
        members.push_back({.name = prefix + key, .bytes = bytes, .deflated = deflated});
    return zip_of(members);
}

}  // namespace cairn::test

#include "builder/checksums/file_checksum.hpp"

#include <system_error>

#include "base/multihash.hpp"
#include "base/storage/file_bytes.hpp"
#include "base/text.hpp"

namespace cairn::checksums {

namespace {

Problem unreadable(const Source& source, const std::string& why) {
    return {Stage::probe,
            "probe/checksum",
            to_utf8(source.path),
            "its checksum cannot be computed (" + why + "): the next run tries again",
            Severity::error,
            std::nullopt};
}

}  // namespace

Outcome<std::string> file_checksum(const Source& source, const std::atomic<bool>& stop) {
    constexpr std::size_t k_block = 1U << 20;
    FileBytes file(source.path);
    Digester digester = Digester::sha2_256();
    std::uint64_t count = 0;
    while (!stop && file.error() == 0) {
        const std::string bytes = file.read(count, k_block);
        digester.add(bytes);
        count += bytes.size();
        if (bytes.size() < k_block) break;
    }
    if (stop) return std::string();
    if (file.error() != 0) return unreadable(source, std::generic_category().message(file.error()));
    if (count != source.stamp.size_bytes) return unreadable(source, "it changed while it was read");
    return digester.take();
}

}  // namespace cairn::checksums

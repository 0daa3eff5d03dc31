#include "builder/probe/local_copy.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/descriptor.hpp"
#include "base/storage/storage_error.hpp"

namespace cairn {

namespace {

constexpr std::uint64_t k_piece = 8 << 20;

[[noreturn]] void fail(const std::string& path) { throw std::system_error(errno, std::generic_category(), path); }

void write_all(int descriptor, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

[[noreturn]] void refuse_size(const ObjectPlace& place) {
    throw StorageError(
        {StorageFault::Kind::too_large,
         fmt::format("the native reader does not know all that is in it, and libnetcdf needs the whole file, which has "
                     "more than the limit of {} bytes (remote.whole_file_mib): raise the limit",
                     place.largest_whole)});
}

template <class T>
T taken(Answer<T> answer, const ObjectPlace& place) {
    auto* fault = std::get_if<StorageFault>(&answer);
    if (fault == nullptr) return std::move(std::get<T>(answer));
    if (fault->kind == StorageFault::Kind::too_large) refuse_size(place);
    throw StorageError(std::move(*fault));
}

/// Writes an object into a file, piece after piece. What has no size, or is sent whole whatever is asked for, comes at
/// once.
void fetch(const ObjectPlace& place, int descriptor, const std::string& path) {
    Storage& storage = *place.storage;
    SeenRanges first = taken(storage.read_ranges_and_stat(place.key, {{0, k_piece}}, ""), place);
    const ObjectStat& stat = first.stat;
    const std::uint64_t size = stat.size_bytes;
    if (size == ObjectStat::k_unknown_size || !storage.answers_ranges())
        return write_all(descriptor, taken(storage.read(place.key, place.largest_whole), place), path);
    if (size > place.largest_whole) refuse_size(place);
    std::uint64_t done = 0;
    for (std::string piece = std::move(first.parts.front());;) {
        const bool is_cut = piece.size() != std::min(k_piece, size - done);
        if (is_cut) throw StorageError({StorageFault::Kind::changed, "the object was changed while it was read"});
        write_all(descriptor, piece, path);
        done += piece.size();
        if (done == size) return;
        piece = std::move(taken(storage.read_ranges(place.key, {{done, k_piece}}, stat.version), place).front());
    }
}

}  // namespace

LocalCopy::LocalCopy(const ObjectPlace& place) {
    const char* folder = std::getenv("TMPDIR");
    std::string path = std::string(folder == nullptr || *folder == '\0' ? "/tmp" : folder) + "/cairn-XXXXXX";
    const Descriptor descriptor(::mkostemp(path.data(), O_CLOEXEC));
    if (!descriptor.is_open()) fail(path);
    try {
        fetch(place, descriptor.get(), path);
    } catch (...) {
        ::unlink(path.c_str());
        throw;
    }
    m_path = std::move(path);
}

LocalCopy::~LocalCopy() { ::unlink(m_path.c_str()); }

}  // namespace cairn

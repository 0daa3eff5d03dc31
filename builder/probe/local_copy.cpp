#include "builder/probe/local_copy.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include "base/descriptor.hpp"
#include "base/storage/storage_error.hpp"

namespace cairn {

namespace {

std::string fetched(const ObjectPlace& place) {
    Answer<std::string> bytes = place.storage->read(place.key, place.largest_whole);
    auto* fault = std::get_if<StorageFault>(&bytes);
    if (fault == nullptr) return std::move(std::get<std::string>(bytes));
    if (fault->kind == StorageFault::Kind::too_large)
        fault->message = fmt::format(
            "the native reader does not know all that is in it, and libnetcdf needs the whole file, which has more "
            "than the limit of {} bytes (remote.whole_file_mib): raise the limit",
            place.largest_whole);
    throw StorageError(std::move(*fault));
}

[[noreturn]] void fail(const std::string& path) { throw std::system_error(errno, std::generic_category(), path); }

void write_all(int descriptor, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

LocalCopy::LocalCopy(const ObjectPlace& place) {
    const std::string bytes = fetched(place);
    const char* folder = std::getenv("TMPDIR");
    std::string path = std::string(folder == nullptr || *folder == '\0' ? "/tmp" : folder) + "/cairn-XXXXXX";
    const Descriptor descriptor(::mkostemp(path.data(), O_CLOEXEC));
    if (!descriptor.is_open()) fail(path);
    try {
        write_all(descriptor.get(), bytes, path);
    } catch (...) {
        ::unlink(path.c_str());
        throw;
    }
    m_path = std::move(path);
}

LocalCopy::~LocalCopy() { ::unlink(m_path.c_str()); }

}  // namespace cairn

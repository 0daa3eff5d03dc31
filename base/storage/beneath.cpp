#include "base/storage/beneath.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace cairn {

namespace {

Descriptor open_without_links(int root, const std::string& key, int flags) {
    Descriptor folder;
    std::size_t begin = 0;
    for (;;) {
        const std::size_t slash = key.find('/', begin);
        const bool is_last = slash == std::string::npos;
        const std::string component = key.substr(begin, is_last ? slash : slash - begin);
        const int at = folder.is_open() ? folder.get() : root;
        const int how = is_last ? flags : O_PATH | O_DIRECTORY;
        Descriptor next(::openat(at, component.c_str(), how | O_NOFOLLOW | O_CLOEXEC));
        if (is_last || !next.is_open()) return next;
        folder = std::move(next);
        begin = slash + 1;
    }
}

}  // namespace

Descriptor open_beneath(int root, const std::string& key, int flags) {
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    const long descriptor = ::syscall(SYS_openat2, root, key.c_str(), &how, sizeof how);
    if (descriptor < 0 && (errno == ENOSYS || errno == EPERM)) return open_without_links(root, key, flags);
    return Descriptor(static_cast<int>(descriptor));
}

}  // namespace cairn

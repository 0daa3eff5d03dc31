#include "builder/config/text_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "base/descriptor.hpp"
#include "base/text.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_largest_file_bytes = 16U << 20;

std::runtime_error unreadable(const std::string& name, int error) {
    return std::runtime_error("the file " + name + " cannot be read: " + std::generic_category().message(error));
}

std::string kind_of(mode_t mode) {
    if (S_ISFIFO(mode)) return "pipe";
    return S_ISSOCK(mode) ? "socket" : "device";
}

}  // namespace

std::string read_text_file(const std::string& path) {
    const std::string name = "'" + to_utf8(path) + "'";
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    const int error = errno;
    if (file.get() < 0 && (error == ENOENT || error == ENOTDIR))
        throw std::runtime_error("the file " + name + " does not exist");
    if (file.get() < 0) throw unreadable(name, error);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) throw unreadable(name, errno);
    if (S_ISDIR(status.st_mode)) throw std::runtime_error(name + " is a folder, expected a file");
    // Paths in a configuration start from its folder, which a pipe does not have; and nobody may write to it.
    if (!S_ISREG(status.st_mode))
        throw std::runtime_error(name + " is a " + kind_of(status.st_mode) +
                                 ", expected a regular file: write the text to a file and name that");
    std::string text(k_largest_file_bytes + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t got = ::read(file.get(), text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw unreadable(name, errno);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size > k_largest_file_bytes) throw std::runtime_error("the file " + name + " is larger than 16 MiB");
    text.resize(size);
    return text;
}

}  // namespace cairn

#include "validator/read_file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace cairn::validate {

FileText read_file(const std::string& path, std::size_t largest_bytes) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (!file) return {{}, std::string("cannot be opened: ") + std::strerror(errno)};
    FileText result;
    // In pieces, never by the size that the file system reports: a file may grow, and a FIFO has none.
    std::array<char, 65536> buffer{};
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
        if (count > largest_bytes - result.text.size()) {
            return {{}, "is larger than the limit of " + std::to_string(largest_bytes) + " bytes"};
        }
        result.text.append(buffer.data(), count);
    }
    if (std::ferror(file.get()) != 0) return {{}, std::string("cannot be read: ") + std::strerror(errno)};
    return result;
}

}  // namespace cairn::validate

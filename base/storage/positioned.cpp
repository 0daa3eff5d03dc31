#include "base/storage/positioned.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>

#include "base/storage/no_recall.hpp"
#include "base/storage/witness.hpp"
#include "base/text.hpp"

namespace cairn {

namespace {

/// A page cache answers 64 KiB in 10 us, a flash disk in 100, a network file system or a turning disk in a millisecond
/// and more.
constexpr std::chrono::microseconds k_slow_read{400};

Problem unreadable(const std::string& path, std::string message) {
    return {.stage = Stage::probe, .code = "probe/unreadable", .path = to_utf8(path), .message = std::move(message)};
}

}  // namespace

PositionedFile::~PositionedFile() { ::close(m_descriptor); }

std::size_t PositionedFile::read(std::uint64_t offset, std::span<std::byte> into) {
    std::size_t done = 0;
    while (done < into.size()) {
        const ssize_t got =
            ::pread(m_descriptor, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
        if (got == 0) break;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw std::system_error(errno, std::generic_category(), "pread");
        done += static_cast<std::size_t>(got);
    }
    return done;
}

Outcome<std::unique_ptr<PositionedFile>> open_positioned(const std::string& path) {
    if (NoRecall::forbids(path)) return unreadable(path, "the file is on tape only, and is not brought back");
    // Not blocking: opening a named pipe would wait for a writer.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status {};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
        const int error = errno;
        if (descriptor >= 0) ::close(descriptor);
        Witness::saw(path, nullptr);
        return unreadable(path,
                          fmt::format("cannot open the file: {}; check that it is still there and its permissions",
                                      std::strerror(error)));
    }
    Witness::saw(path, &status);
    auto file = std::make_unique<PositionedFile>(descriptor, static_cast<std::uint64_t>(status.st_size));
    if (!S_ISREG(status.st_mode)) return unreadable(path, "found something that is not a regular file; exclude it");
    return file;
}

void WindowedBytes::attach(PositionedBytes& bytes, std::size_t first_read, std::size_t largest_view) {
    m_bytes = &bytes;
    m_size = bytes.size_bytes();
    m_distance = bytes.distance();
    m_first_read = first_read;
    m_largest_view = largest_view;
    m_reads = 0;
    m_bytes_read = 0;
    for (Window& window : m_windows) {
        if (window.capacity > k_largest_kept) window = {};
        window.size = 0;
        window.last_used = 0;
    }
}

std::span<const std::byte> WindowedBytes::view(std::uint64_t offset, std::size_t count, ReadAhead ahead) {
    if (count == 0 || count > m_largest_view || !has(offset, count)) return {};
    Window* window = window_that_holds(offset, count);
    if (window == nullptr) {
        const std::uint64_t wanted = ahead == ReadAhead::none ? count : std::max(count, read_ahead(offset));
        window = &load(offset, static_cast<std::size_t>(std::min(wanted, m_size - offset)));
        if (!window->holds(offset, count)) return {};  // the file has become shorter
    }
    window->last_used = ++m_clock;
    return {window->bytes.get() + (offset - window->offset), count};
}

WindowedBytes::Window* WindowedBytes::window_that_holds(std::uint64_t offset, std::size_t count) {
    for (Window& window : m_windows) {
        if (window.holds(offset, count)) return &window;
    }
    return nullptr;
}

std::size_t WindowedBytes::read_ahead(std::uint64_t offset) const {
    const bool is_far = m_distance == Distance::unknown && m_is_slow;
    if (m_reads == 0) return is_far ? std::max(m_first_read, k_slow_bridge) : m_first_read;
    const std::size_t jump = 2 * bridge_bytes();
    for (const Window& window : m_windows) {
        const std::uint64_t end = window.offset + window.size;
        if (window.size > 0 && offset >= window.offset && offset <= end + jump)
            return std::max(jump, std::min(2 * window.size, m_first_read));
    }
    return jump;
}

/// Into the window that was used the longest ago.
WindowedBytes::Window& WindowedBytes::load(std::uint64_t offset, std::size_t size) {
    Window& window = *std::min_element(std::begin(m_windows), std::end(m_windows),
                                       [](const Window& a, const Window& b) { return a.last_used < b.last_used; });
    window.size = 0;
    if (window.capacity < size) {
        window.bytes = std::make_unique_for_overwrite<std::byte[]>(size);
        window.capacity = size;
    }
    window.offset = offset;
    window.size = read(offset, {window.bytes.get(), size});
    return window;
}

std::size_t WindowedBytes::read(std::uint64_t offset, std::span<std::byte> into) {
    using Clock = std::chrono::steady_clock;
    const bool is_first = m_reads == 0 && m_distance == Distance::unknown;
    const Clock::time_point begin = is_first ? Clock::now() : Clock::time_point();
    const std::size_t got = m_bytes->read(offset, into);
    if (is_first) m_is_slow = Clock::now() - begin > k_slow_read;
    ++m_reads;
    m_bytes_read += got;
    return got;
}

}  // namespace cairn

// A file system whose every call is answered late: what is mounted shows a folder, for reading. It speaks the protocol
// of /dev/fuse itself (linux/fuse.h), with many threads, so that it is the latency that is measured and not the server.
// tests/support/passthrough.py is the one that writes, too. usage: late_storage FOLDER POINT MILLISECONDS
#include <dirent.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t k_threads = 256;
constexpr std::size_t k_request_bytes = (1 << 17) + 4096;
constexpr std::uint64_t k_valid_s = 60;  // as a client of NFS keeps names and attributes

/// Paths by the numbers that the kernel knows them by.
class Nodes {
  public:
    explicit Nodes(const std::string& folder) : m_paths{"", folder}, m_numbers{{folder, 1}} {}
    std::string path(std::uint64_t number) {
        const std::lock_guard lock(m_mutex);
        return m_paths.at(number);
    }
    std::uint64_t number(const std::string& path) {
        const std::lock_guard lock(m_mutex);
        const auto [at, is_new] = m_numbers.try_emplace(path, m_paths.size());
        if (is_new) m_paths.push_back(path);
        return at->second;
    }

  private:
    std::mutex m_mutex;  // guards both
    std::deque<std::string> m_paths;
    std::map<std::string, std::uint64_t> m_numbers;
};

template <class T>
std::string bytes_of(const T& value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

fuse_attr attributes_of(const struct stat& status) {
    fuse_attr attributes{};
    attributes.ino = status.st_ino;
    attributes.size = static_cast<std::uint64_t>(status.st_size);
    attributes.blocks = static_cast<std::uint64_t>(status.st_blocks);
    attributes.mtime = static_cast<std::uint64_t>(status.st_mtim.tv_sec);
    attributes.mtimensec = static_cast<std::uint32_t>(status.st_mtim.tv_nsec);
    attributes.ctime = static_cast<std::uint64_t>(status.st_ctim.tv_sec);
    attributes.ctimensec = static_cast<std::uint32_t>(status.st_ctim.tv_nsec);
    attributes.mode = status.st_mode;
    attributes.nlink = static_cast<std::uint32_t>(status.st_nlink);
    attributes.blksize = 4096;
    return attributes;
}

/// What is answered to a call; `error`: a negative errno.
struct Answer {
    std::string bytes;
    int error = 0;
};

Answer failed() { return {{}, -errno}; }

Answer look_up(Nodes& nodes, std::uint64_t folder, const std::string& name) {
    const std::string path = nodes.path(folder) + '/' + name;
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return failed();
    fuse_entry_out entry{};
    entry.nodeid = nodes.number(path);
    entry.entry_valid = entry.attr_valid = k_valid_s;
    entry.attr = attributes_of(status);
    return {bytes_of(entry)};
}

Answer attributes(Nodes& nodes, std::uint64_t node) {
    struct stat status {};
    if (::lstat(nodes.path(node).c_str(), &status) != 0) return failed();
    fuse_attr_out out{};
    out.attr_valid = k_valid_s;
    out.attr = attributes_of(status);
    return {bytes_of(out)};
}

Answer members(const std::string& path, const fuse_read_in& wanted) {
    dirent** found = nullptr;
    const int count = ::scandir(path.c_str(), &found, nullptr, ::alphasort);
    if (count < 0) return failed();
    std::string bytes;
    for (int i = 0; i < count; ++i) {
        const std::string name = found[i]->d_name;
        fuse_dirent entry{};
        entry.ino = found[i]->d_ino;
        entry.off = static_cast<std::uint64_t>(i) + 1;
        entry.namelen = static_cast<std::uint32_t>(name.size());
        entry.type = found[i]->d_type;
        std::string one(reinterpret_cast<const char*>(&entry), FUSE_NAME_OFFSET);
        one += name;
        one.resize(FUSE_DIRENT_ALIGN(one.size()));
        const bool fits = bytes.size() + one.size() <= wanted.size;
        if (static_cast<std::uint64_t>(i) >= wanted.offset && fits) bytes += one;
        std::free(found[i]);
        if (static_cast<std::uint64_t>(i) >= wanted.offset && !fits) break;
    }
    std::free(found);
    return {bytes};
}

Answer read_file(const fuse_read_in& wanted) {
    std::string bytes(wanted.size, '\0');
    const ssize_t got =
        ::pread(static_cast<int>(wanted.fh), bytes.data(), bytes.size(), static_cast<off_t>(wanted.offset));
    if (got < 0) return failed();
    bytes.resize(static_cast<std::size_t>(got));
    return {bytes};
}

Answer open_file(Nodes& nodes, std::uint64_t node) {
    const int file = ::open(nodes.path(node).c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return failed();
    fuse_open_out out{};
    out.fh = static_cast<std::uint64_t>(file);
    return {bytes_of(out)};
}

Answer answer_of(Nodes& nodes, const fuse_in_header& head, const char* body) {
    switch (head.opcode) {
        case FUSE_INIT: {
            fuse_init_out out{};
            out.major = FUSE_KERNEL_VERSION;
            out.minor = 31;
            out.max_readahead = 1 << 17;
            out.max_background = out.congestion_threshold = k_threads;
            out.max_write = 1 << 17;
            return {bytes_of(out)};
        }
        case FUSE_LOOKUP:
            return look_up(nodes, head.nodeid, body);
        case FUSE_GETATTR:
            return attributes(nodes, head.nodeid);
        case FUSE_OPENDIR:
            return {bytes_of(fuse_open_out{})};
        case FUSE_READDIR:
            return members(nodes.path(head.nodeid), *reinterpret_cast<const fuse_read_in*>(body));
        case FUSE_OPEN:
            return open_file(nodes, head.nodeid);
        case FUSE_READ:
            return read_file(*reinterpret_cast<const fuse_read_in*>(body));
        case FUSE_RELEASE:
            ::close(static_cast<int>(reinterpret_cast<const fuse_release_in*>(body)->fh));
            return {};
        case FUSE_RELEASEDIR:
        case FUSE_FLUSH:
            return {};
        default:
            return {{}, -ENOSYS};
    }
}

void serve(int device, Nodes& nodes, std::chrono::milliseconds latency) {
    std::vector<char> request(k_request_bytes);
    for (;;) {
        const ssize_t size = ::read(device, request.data(), request.size() - 1);
        if (size < 0 && (errno == EINTR || errno == ENOENT || errno == EAGAIN)) continue;
        if (size < 0) return;  // unmounted
        request[static_cast<std::size_t>(size)] = '\0';
        fuse_in_header head{};
        std::memcpy(&head, request.data(), sizeof head);
        if (head.opcode == FUSE_FORGET || head.opcode == FUSE_BATCH_FORGET || head.opcode == FUSE_INTERRUPT) continue;
        const bool waits = head.opcode != FUSE_INIT && head.opcode != FUSE_RELEASE && head.opcode != FUSE_RELEASEDIR;
        if (waits) std::this_thread::sleep_for(latency);
        const Answer answer = answer_of(nodes, head, request.data() + sizeof head);
        fuse_out_header out{};
        out.len = static_cast<std::uint32_t>(sizeof out + answer.bytes.size());
        out.error = answer.error;
        out.unique = head.unique;
        const std::string reply = bytes_of(out) + answer.bytes;
        if (::write(device, reply.data(), reply.size()) < 0 && errno == ENODEV) return;
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: late_storage FOLDER POINT MILLISECONDS\n", stderr);
        return 2;
    }
    const int device = ::open("/dev/fuse", O_RDWR | O_CLOEXEC);
    const std::string options =
        "fd=" + std::to_string(device) + ",rootmode=40000,user_id=0,group_id=0,default_permissions";
    if (device < 0 || ::mount("late", argv[2], "fuse", MS_NOSUID | MS_NODEV | MS_RDONLY, options.c_str()) != 0) {
        std::perror("cannot mount");
        return 1;
    }
    std::puts("mounted");
    std::fflush(stdout);
    Nodes nodes(argv[1]);
    const std::chrono::milliseconds latency(std::atoi(argv[3]));
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < k_threads; ++i) threads.emplace_back([&] { serve(device, nodes, latency); });
    for (std::thread& thread : threads) thread.join();
    return 0;
}

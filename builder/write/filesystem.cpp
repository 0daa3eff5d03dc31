#include "builder/write/filesystem.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/filesystem.hpp>
#include <cerrno>
#include <cstdio>
#include <mutex>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "base/descriptor.hpp"

namespace cairn {

namespace {

namespace fs = boost::filesystem;

[[noreturn]] void fail(int error, const std::string& action, const std::string& path) {
    throw std::system_error(error, std::generic_category(), "cannot " + action + " '" + path + "'");
}

void check(const boost::system::error_code& error, const std::string& action, const std::string& path) {
    if (error) fail(error.value(), action, path);
}

class PosixFile : public OutputFile {
  public:
    explicit PosixFile(const std::string& path)
        : m_path(path), m_file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
        if (m_file.get() < 0) fail(errno, "create", path);
    }

    void append(std::string_view bytes) override {
        constexpr std::size_t k_buffer_bytes = 256 << 10;
        if (m_buffer.size() + bytes.size() > k_buffer_bytes) flush();
        if (bytes.size() > k_buffer_bytes) {
            write(bytes);
        } else {
            m_buffer += bytes;
        }
    }

    // Network file systems and quotas report a full disk as late as here.
    void close() override {
        flush();
        if (::close(m_file.release()) != 0) fail(errno, "close", m_path);
    }

  private:
    void flush() {
        write(m_buffer);
        m_buffer.clear();
    }

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t written = ::write(m_file.get(), bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) fail(errno, "write to", m_path);
            if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    std::string m_path;
    Descriptor m_file;
    std::string m_buffer;
};

class PosixFilesystem : public Filesystem {
  public:
    void create_folders(const std::string& path) override {
        {
            const std::lock_guard lock(m_mutex);
            if (m_known_folders.count(path) > 0) return;
        }
        boost::system::error_code error;
        fs::create_directories(path, error);
        check(error, "create the folder", path);
        const std::lock_guard lock(m_mutex);
        if (m_known_folders.size() >= k_most_known_folders) m_known_folders.clear();
        m_known_folders.insert(path);
    }

    std::unique_ptr<OutputFile> create(const std::string& path) override { return std::make_unique<PosixFile>(path); }

    void rename(const std::string& from, const std::string& to) override {
        forget_folders();
        if (std::rename(from.c_str(), to.c_str()) != 0) fail(errno, "rename to '" + to + "' the path", from);
    }

    void rename_new(const std::string& from, const std::string& to) override {
        forget_folders();
        if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
        if (is_unsupported(errno)) return link_new(from, to);
        fail(errno, "rename to '" + to + "' the path", from);
    }

    void link_or_copy(const std::string& from, const std::string& to) override {
        if (::link(from.c_str(), to.c_str()) == 0) return;
        if (!has_no_links(errno)) fail(errno, "link to '" + to + "' the file", from);
        copy(from, to);
    }

    // Many: one call for the whole file system instead of an fsync for each of a million files. Few: a file each, since
    // the file system may have gigabytes to write that others put there. The figures are in docs/output.md. Linux 5.8
    // and later also report here what could not be written back.
    void sync(const std::string& top, const std::vector<std::string>& paths) override {
        if (paths.size() > k_synced_one_by_one) {
            const Descriptor descriptor(::open(top.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
            if (descriptor.get() < 0) fail(errno, "open the folder", top);
            if (::syncfs(descriptor.get()) != 0) fail(errno, "sync to the disk", top);
            return;
        }
        for (const std::string& path : paths) {
            const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
            if (descriptor.get() < 0) fail(errno, "open", path);
            // Folders of some network file systems cannot be synced, and need not be.
            if (::fsync(descriptor.get()) != 0 && errno != EINVAL) fail(errno, "sync to the disk", path);
        }
    }

    void remove_file(const std::string& path) override {
        if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail(errno, "remove", path);
    }

    bool remove_folder(const std::string& path) override {
        forget_folders();
        if (::rmdir(path.c_str()) == 0) return true;
        if (errno == ENOENT || errno == ENOTEMPTY || errno == EEXIST) return false;
        fail(errno, "remove the folder", path);
    }

    void remove_all(const std::string& path) override {
        forget_folders();
        const Mounts mounted = mounts();
        const std::string real = resolved(folder_of(path)) + '/' + path.substr(path.rfind('/') + 1);
        if (mounted.has_point(real) || mounted.has_point_below(real)) {
            fail(EBUSY, "remove, since another file system is mounted in it,", path);
        }
        boost::system::error_code error;
        fs::remove_all(path, error);
        check(error, "remove", path);
    }

    PathKind kind_of(const std::string& path) const override {
        boost::system::error_code error;
        const fs::file_status status = fs::symlink_status(path, error);
        if (status.type() == fs::status_error) check(error, "look at", path);
        return kind(status.type());
    }

    std::optional<FileState> state_of(const std::string& path) const override {
        struct stat status {};
        if (::lstat(path.c_str(), &status) == 0) {
            if (!S_ISREG(status.st_mode)) return std::nullopt;
            return FileState{static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim), status.st_ino};
        }
        if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
        fail(errno, "look at", path);
    }

    std::vector<DiskMember> members_of(const std::string& folder) const override {
        std::vector<DiskMember> members;
        boost::system::error_code error;
        fs::directory_iterator at(folder, error);
        for (; !error && at != fs::directory_iterator(); at.increment(error)) {
            boost::system::error_code vanished;
            members.push_back({at->path().filename().string(), kind(at->symlink_status(vanished).type())});
        }
        check(error, "list the folder", folder);
        std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        return members;
    }

    std::string read(const std::string& path) const override {
        const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        if (file.get() < 0) fail(errno, "read", path);
        std::string bytes;
        std::array<char, 1 << 16> buffer;
        for (;;) {
            const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) fail(errno, "read", path);
            if (got == 0) return bytes;
            bytes.append(buffer.data(), static_cast<std::size_t>(got));
        }
    }

    std::optional<FileId> id_of(const std::string& path) const override {
        struct stat status {};
        if (::stat(path.c_str(), &status) == 0) return FileId{status.st_dev, status.st_ino};
        if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
        fail(errno, "look at", path);
    }

    std::string resolved(const std::string& path) const override {
        boost::system::error_code error;
        const fs::path real = fs::weakly_canonical(fs::absolute(without_final_slashes(path)), error);
        check(error, "resolve", path);
        return without_final_slashes(real.string());
    }

    Mounts mounts() const override { return read_mounts(); }

  private:
    /// What kernels before 3.15, and file systems without the operation (NFS, some FUSE ones), answer.
    static bool is_unsupported(int error) { return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP; }

    /// What file systems without hard links answer, and a file that has as many as it can have.
    static bool has_no_links(int error) {
        return error == EPERM || error == EMLINK || error == EOPNOTSUPP || error == ENOSYS || error == EXDEV;
    }

    static std::int64_t nanoseconds(const timespec& time) {
        return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    }

    void copy(const std::string& from, const std::string& to) {
        PosixFile file(to);
        file.append(read(from));
        file.close();
        struct stat status {};
        if (::lstat(from.c_str(), &status) != 0) fail(errno, "look at", from);
        const std::array<timespec, 2> times{status.st_mtim, status.st_mtim};
        if (::utimensat(AT_FDCWD, to.c_str(), times.data(), 0) != 0) fail(errno, "set the time of", to);
    }

    static PathKind kind(fs::file_type type) {
        switch (type) {
            case fs::file_not_found:
                return PathKind::absent;
            case fs::regular_file:
                return PathKind::file;
            case fs::directory_file:
                return PathKind::folder;
            case fs::symlink_file:
                return PathKind::link;
            default:
                return PathKind::other;
        }
    }

    /// A second name, which replaces nothing either, and then the first name away.
    static void link_new(const std::string& from, const std::string& to) {
        if (::link(from.c_str(), to.c_str()) != 0) fail(errno, "rename to '" + to + "' the path", from);
        if (::unlink(from.c_str()) != 0) fail(errno, "remove", from);
    }

    /// Folders may have moved or gone.
    void forget_folders() {
        const std::lock_guard lock(m_mutex);
        m_known_folders.clear();
    }

    static constexpr std::size_t k_most_known_folders = 10'000;
    std::mutex m_mutex;  ///< guards m_known_folders
    std::unordered_set<std::string> m_known_folders;
};

}  // namespace

std::unique_ptr<Filesystem> make_posix_filesystem() { return std::make_unique<PosixFilesystem>(); }

std::string without_final_slashes(std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path;
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return {};
    return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace cairn

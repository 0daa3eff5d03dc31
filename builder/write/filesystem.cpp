#include "builder/write/filesystem.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/filesystem.hpp>
#include <cerrno>
#include <cstdio>
#include <mutex>
#include <system_error>
#include <unordered_set>
#include <utility>

namespace cairn {

namespace {

namespace fs = boost::filesystem;

[[noreturn]] void fail(int error, const std::string& action, const std::string& path) {
    throw std::system_error(error, std::generic_category(), "cannot " + action + " '" + path + "'");
}

void check(const boost::system::error_code& error, const std::string& action, const std::string& path) {
    if (error) fail(error.value(), action, path);
}

/// A descriptor that closes itself; `release` hands it out.
class Descriptor {
  public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
    ~Descriptor() {
        if (m_descriptor >= 0) ::close(m_descriptor);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_descriptor; }
    int release() { return std::exchange(m_descriptor, -1); }

  private:
    int m_descriptor;
};

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
        m_known_folders.insert(path);
    }

    std::unique_ptr<OutputFile> create(const std::string& path) override { return std::make_unique<PosixFile>(path); }

    void rename(const std::string& from, const std::string& to) override {
        forget_folders();
        if (std::rename(from.c_str(), to.c_str()) != 0) fail(errno, "rename to '" + to + "' the path", from);
    }

    void exchange(const std::string& a, const std::string& b) override {
        forget_folders();
        if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) return;
        // What kernels before 3.15, and file systems without the operation (NFS, some FUSE ones), answer.
        const bool unsupported = errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
        fail(unsupported ? static_cast<int>(std::errc::not_supported) : errno, "exchange with '" + b + "' the path", a);
    }

    // One call for the whole file system instead of an fsync for each of a million files. Linux 5.8 and later also
    // report here what could not be written back.
    void sync(const std::string& folder) override {
        const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (descriptor.get() < 0) fail(errno, "open the folder", folder);
        if (::syncfs(descriptor.get()) != 0) fail(errno, "sync to the disk", folder);
    }

    void remove_all(const std::string& path) override {
        forget_folders();
        boost::system::error_code error;
        fs::remove_all(path, error);
        check(error, "remove", path);
    }

    PathKind kind_of(const std::string& path) const override {
        boost::system::error_code error;
        const fs::file_status link = fs::symlink_status(path, error);
        if (link.type() == fs::file_not_found) return PathKind::absent;
        if (link.type() == fs::status_error) check(error, "look at", path);
        if (!fs::is_directory(path, error)) return PathKind::other;
        const bool empty = fs::is_empty(path, error);
        check(error, "list the folder", path);
        return empty ? PathKind::empty_folder : PathKind::folder;
    }

    std::string resolved(const std::string& path) const override {
        boost::system::error_code error;
        const fs::path real = fs::canonical(path, error);
        return error ? without_final_slashes(path) : real.string();
    }

  private:
    /// Folders may have moved or gone.
    void forget_folders() {
        const std::lock_guard lock(m_mutex);
        m_known_folders.clear();
    }

    std::mutex m_mutex;  ///< guards m_known_folders
    std::unordered_set<std::string> m_known_folders;
};

}  // namespace

std::unique_ptr<Filesystem> make_posix_filesystem() { return std::make_unique<PosixFilesystem>(); }

std::string without_final_slashes(std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path;
}

}  // namespace cairn

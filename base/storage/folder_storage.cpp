#include "base/storage/folder_storage.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/storage/beneath.hpp"
#include "base/storage/file_stamp.hpp"

namespace cairn {

namespace {

std::string why(int error) { return std::generic_category().message(error); }

StorageFault not_opened(int error) {
    using Kind = StorageFault::Kind;
    if (error == ENOENT || error == ENOTDIR) return {Kind::missing, "there is no such file"};
    if (error == EACCES || error == EPERM) return {Kind::denied, "the file may not be read; check its permissions"};
    if (error == EXDEV || error == ELOOP)
        return {Kind::refused, "a symbolic link leads out of the folder, or to itself"};
    return {Kind::failed, why(error)};
}

}  // namespace

/// An open regular file.
class FolderStorage::File {
  public:
    File(Descriptor descriptor, const struct stat& status)
        : m_descriptor(std::move(descriptor)), m_stamp(stamp_of(status)) {}

    ObjectStat stat() const {
        return {m_stamp.size_bytes, fmt::format("{:x}-{:x}-{:x}-{:x}", m_stamp.inode, m_stamp.size_bytes,
                                                m_stamp.modified_ns, m_stamp.changed_ns)};
    }

    /// Up to `size` bytes from `offset`.
    Answer<std::string> read(std::uint64_t offset, std::uint64_t size) const {
        const std::uint64_t end = m_stamp.size_bytes - std::min(offset, m_stamp.size_bytes);
        std::string bytes(static_cast<std::size_t>(std::min(size, end)), '\0');
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t got = ::pread(m_descriptor.get(), bytes.data() + done, bytes.size() - done,
                                        static_cast<off_t>(offset + done));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return StorageFault{StorageFault::Kind::failed, why(errno)};
            if (got == 0) break;
            done += static_cast<std::size_t>(got);
        }
        bytes.resize(done);
        return bytes;
    }

  private:
    Descriptor m_descriptor;
    FileStamp m_stamp;
};

FolderStorage::FolderStorage(std::string shown) : m_shown(std::move(shown)) {
    m_root = ::open(m_shown.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (m_root < 0) throw std::system_error(errno, std::generic_category(), m_shown);
    if (!m_shown.ends_with('/')) m_shown += '/';
    if (m_shown == "./") m_shown.clear();
}

FolderStorage::~FolderStorage() { ::close(m_root); }

Answer<FolderStorage::File> FolderStorage::open(const std::string& key) {
    if (!is_storage_key(key)) return StorageFault{StorageFault::Kind::refused, "not a path below the folder"};
    // Not blocking: opening a named pipe would wait for a writer.
    Descriptor descriptor = open_beneath(m_root, key, O_RDONLY | O_NONBLOCK);
    struct stat status {};
    if (!descriptor.is_open() || ::fstat(descriptor.get(), &status) != 0) return not_opened(errno);
    if (!S_ISREG(status.st_mode)) return StorageFault{StorageFault::Kind::failed, "found no regular file"};
    return File(std::move(descriptor), status);
}

Answer<ObjectStat> FolderStorage::stat(const std::string& key) {
    const Answer<File> file = open(key);
    if (const auto* fault = std::get_if<StorageFault>(&file)) return *fault;
    return std::get<File>(file).stat();
}

Answer<std::string> FolderStorage::read_whole(const std::string& key, std::uint64_t max_bytes) {
    const Answer<File> opened = open(key);
    if (const auto* fault = std::get_if<StorageFault>(&opened)) return *fault;
    const File& file = std::get<File>(opened);
    const std::uint64_t size = file.stat().size_bytes;
    if (size > max_bytes)
        return StorageFault{StorageFault::Kind::too_large,
                            fmt::format("found {} bytes, expected at most {}", size, max_bytes)};
    Answer<std::string> bytes = file.read(0, size);
    ++m_files;
    if (const auto* read = std::get_if<std::string>(&bytes)) m_bytes += read->size();
    return bytes;
}

std::unique_ptr<PendingRead> FolderStorage::begin_read(const std::string& key, std::uint64_t max_bytes) {
    return std::make_unique<DeferredRead>(*this, key, max_bytes,
                                          [](Storage& storage, const std::string& wanted, std::uint64_t most) {
                                              return static_cast<FolderStorage&>(storage).read_whole(wanted, most);
                                          });
}

Answer<std::vector<std::string>> FolderStorage::read_ranges(const std::string& key,
                                                            const std::vector<ByteRange>& ranges,
                                                            const std::string& version) {
    const Answer<File> opened = open(key);
    if (const auto* fault = std::get_if<StorageFault>(&opened)) return *fault;
    const File& file = std::get<File>(opened);
    if (!version.empty() && file.stat().version != version)
        return StorageFault{StorageFault::Kind::changed, "the file was changed while it was read"};
    ++m_files;
    std::vector<std::string> answers;
    for (const ByteRange& range : ranges) {
        Answer<std::string> bytes = file.read(range.offset, range.size_bytes);
        if (const auto* fault = std::get_if<StorageFault>(&bytes)) return *fault;
        answers.push_back(std::move(std::get<std::string>(bytes)));
        m_bytes += answers.back().size();
    }
    return answers;
}

std::string FolderStorage::place_of(const std::string& key) const { return m_shown + key; }

}  // namespace cairn

#include "builder/probe/zarr/folder_store.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/storage/beneath.hpp"
#include "base/storage/no_recall.hpp"
#include "base/storage/witness.hpp"
#include "base/text.hpp"

namespace cairn::zarr {

namespace {

/// A folder of a million chunks is listed; more names than these in one folder are no group of arrays.
constexpr std::size_t k_most_entries = 2'000'000;

bool means_absent(int error) { return error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG; }

Problem problem(std::string_view code, std::string_view key, std::string message) {
    return {.stage = Stage::probe,
            .code = std::string(code),
            .path = to_utf8(key),
            .message = std::move(message),
            .severity = Severity::error};
}

Problem not_opened(std::string_view key, int error) {
    if (error == EXDEV || error == ELOOP) {
        return problem("probe/outside-store", key,
                       "a symbolic link leads out of the store, or back to itself: it is not followed; replace it by "
                       "what it stands for");
    }
    return problem(
        "probe/unreadable", key,
        fmt::format("cannot be read ({}): check its permissions and the disk", std::generic_category().message(error)));
}

Problem link_to_nothing(std::string_view key) {
    return problem("probe/unreadable", key,
                   "a symbolic link leads to nothing; put back what it stands for, or remove the link");
}

struct OpenFile {
    std::string key;
    Descriptor descriptor;
    std::uint64_t size_bytes = 0;
};

/// The members of an open folder, read from its beginning with no memory but its own.
class Members {
  public:
    /// `folder` stays open; its position is lost.
    explicit Members(int folder) : m_folder(folder) {}

    /// Null at the end, and when errno is not 0.
    const dirent64* next() {
        if (m_at == m_size) {
            errno = 0;
            const ssize_t got = ::getdents64(m_folder, m_buffer.data(), m_buffer.size());
            m_at = 0;
            m_size = got > 0 ? static_cast<std::size_t>(got) : 0;
            if (got < 0 && errno == ENOENT) errno = 0;  // removed meanwhile: it has no members
            if (m_size == 0) return nullptr;
        }
        const auto* member = reinterpret_cast<const dirent64*>(m_buffer.data() + m_at);
        m_at += member->d_reclen;
        return member;
    }

  private:
    int m_folder;
    std::size_t m_at = 0;
    std::size_t m_size = 0;
    alignas(dirent64) std::array<char, 1 << 14> m_buffer;
};

bool is_same(const struct stat& a, const struct stat& b) { return a.st_dev == b.st_dev && a.st_ino == b.st_ino; }

class FolderStore final : public KeyStore {
  public:
    /// `path`: of the root, for witnesses. `lists_root`: the root is open for listing, not only for opening what is
    /// below it.
    FolderStore(Descriptor root, std::string path, bool lists_root)
        : m_root(std::move(root)), m_path(std::move(path)), m_lists_root(lists_root) {}

    Outcome<std::optional<std::string>> get(std::string_view key, std::uint64_t largest_bytes) override {
        auto file = open(key);
        if (!file) return file.take_problem();
        if (*file == nullptr) return std::optional<std::string>();
        const std::uint64_t size = (*file)->size_bytes;
        if (size > largest_bytes) {
            return problem("probe/too-large", key,
                           fmt::format("has {} bytes, the limit is {} bytes: it is not read", size, largest_bytes));
        }
        return read(key, **file, 0, size);
    }

    Outcome<std::optional<std::string>> get_range(std::string_view key, std::uint64_t offset,
                                                  std::uint64_t count) override {
        auto file = open(key);
        if (!file) return file.take_problem();
        if (*file == nullptr) return std::optional<std::string>();
        const std::uint64_t size = (*file)->size_bytes;
        const std::uint64_t left = offset < size ? size - offset : 0;
        return read(key, **file, offset, std::min(count, left));
    }

    Outcome<std::optional<std::uint64_t>> size_of(std::string_view key) override {
        auto file = open(key);
        if (!file) return file.take_problem();
        if (*file == nullptr) return std::optional<std::uint64_t>();
        return std::optional((*file)->size_bytes);
    }

    Outcome<std::vector<Entry>> list(std::string_view prefix) override {
        if (prefix.empty() && m_lists_root) {
            if (std::exchange(m_listed_root, true)) (void)::lseek(m_root.get(), 0, SEEK_SET);
            return members_of(m_root.get(), prefix);
        }
        if (!prefix.empty() && !is_confined(prefix)) return std::vector<Entry>();
        const std::string path = prefix.empty() ? "." : std::string(prefix);
        const Descriptor folder = open_beneath(m_root.get(), path, O_RDONLY | O_DIRECTORY | O_NONBLOCK);
        const int error = errno;
        if (!folder.is_open()) Witness::saw(path_of(prefix), nullptr);
        if (!folder.is_open() && means_absent(error)) return std::vector<Entry>();
        if (!folder.is_open()) return not_opened(prefix, error);
        return members_of(folder.get(), prefix);
    }

  private:
    /// The file of a key, which stays open until another is asked for: sizes are asked for before bytes. Null when
    /// there is none.
    Outcome<const OpenFile*> open(std::string_view key) {
        if (!key.empty() && m_last.key == key) return &m_last;
        m_last = OpenFile();
        if (!is_confined(key)) return nullptr;
        std::string path = path_of(key);
        if (NoRecall::forbids(path))
            return problem("probe/unreadable", key, "the file is on tape only, and is not brought back");
        OpenFile file;
        file.key = key;
        file.descriptor = open_beneath(m_root.get(), file.key, O_RDONLY | O_NONBLOCK | O_NOCTTY);
        if (!file.descriptor.is_open()) {
            const int error = errno;
            Witness::saw(std::move(path), nullptr);
            if (error == ENOENT && is_link(file.key)) return link_to_nothing(key);
            if (means_absent(error)) return nullptr;
            return not_opened(key, error);
        }
        struct stat status {};
        if (::fstat(file.descriptor.get(), &status) != 0) return not_opened(key, errno);
        Witness::saw(std::move(path), &status);
        if (S_ISDIR(status.st_mode)) return nullptr;
        if (!S_ISREG(status.st_mode))
            return problem("probe/unreadable", key, "found something that is not a regular file; remove it");
        file.size_bytes = static_cast<std::uint64_t>(status.st_size);
        m_last = std::move(file);
        return &m_last;
    }

    /// Whether the last component of a path is a link: then what is not there is what it leads to.
    bool is_link(const std::string& path) const {
        struct stat status {};
        return ::fstatat(m_root.get(), path.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
    }

    static Outcome<std::optional<std::string>> read(std::string_view key, const OpenFile& file, std::uint64_t offset,
                                                    std::uint64_t count) {
        std::string bytes(count, '\0');
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t got = ::pread(file.descriptor.get(), bytes.data() + done, bytes.size() - done,
                                        static_cast<off_t>(offset + done));
            if (got == 0) break;
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return not_opened(key, errno);
            done += static_cast<std::size_t>(got);
        }
        bytes.resize(done);
        return std::optional(std::move(bytes));
    }

    /// Empty while nobody watches: then nothing is forbidden, either (Scanner).
    std::string path_of(std::string_view key) const {
        return key.empty() ? m_path : Witness::is_watching() ? m_path + '/' + std::string(key) : std::string();
    }

    Outcome<std::vector<Entry>> members_of(int folder, std::string_view prefix) const {
        struct stat status {};
        if (::fstat(folder, &status) == 0) Witness::saw(path_of(prefix), &status);
        std::vector<Entry> entries;
        Members members(folder);
        while (const dirent64* member = members.next()) {
            const std::string_view name = member->d_name;
            if (name == "." || name == "..") continue;
            if (entries.size() == k_most_entries) {
                return problem(
                    "probe/too-large", prefix,
                    fmt::format("the folder has more than {} entries, which are not looked at", k_most_entries));
            }
            if (const auto is_folder = is_prefix(*member, prefix)) entries.push_back({std::string(name), *is_folder});
        }
        if (errno != 0) return not_opened(prefix, errno);
        std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
        return entries;
    }

    /// nullopt: neither a file nor a folder.
    std::optional<bool> is_prefix(const dirent64& member, std::string_view prefix) const {
        if (member.d_type == DT_DIR) return true;
        if (member.d_type == DT_REG) return false;
        if (member.d_type != DT_LNK && member.d_type != DT_UNKNOWN) return std::nullopt;
        const Descriptor target = open_beneath(m_root.get(), joined(prefix, member.d_name), O_PATH);
        // As a prefix: its metadata are then asked for, and the refusal is said.
        if (!target.is_open()) return errno == EXDEV || errno == ELOOP ? std::optional(true) : std::nullopt;
        struct stat status {};
        if (::fstat(target.get(), &status) != 0) return std::nullopt;
        if (S_ISREG(status.st_mode)) return false;
        if (!S_ISDIR(status.st_mode) || is_loop(status, prefix)) return std::nullopt;
        return true;
    }

    /// Whether a folder holds `prefix`, or is it.
    bool is_loop(const struct stat& folder, std::string_view prefix) const {
        for (;;) {
            struct stat above {};
            const std::string path = prefix.empty() ? "." : std::string(prefix);
            const Descriptor at = open_beneath(m_root.get(), path, O_PATH);
            if (at.is_open() && ::fstat(at.get(), &above) == 0 && is_same(above, folder)) return true;
            if (prefix.empty()) return false;
            const std::size_t slash = prefix.rfind('/');
            prefix = slash == std::string_view::npos ? std::string_view() : prefix.substr(0, slash);
        }
    }

    Descriptor m_root;
    std::string m_path;
    bool m_lists_root;
    bool m_listed_root = false;
    OpenFile m_last;
};

}  // namespace

Outcome<std::unique_ptr<KeyStore>> open_folder_store(const std::string& path) {
    Descriptor root(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC));
    const bool lists_root = root.is_open();
    // A folder that may not be listed may still be looked into.
    if (!lists_root && errno == EACCES) root = Descriptor(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!root.is_open() && errno == ENOTDIR) return std::unique_ptr<KeyStore>();
    if (!root.is_open()) {
        return problem("probe/unreadable", "",
                       fmt::format("cannot open the store: {}; check that it is still there and its permissions",
                                   std::generic_category().message(errno)));
    }
    return std::unique_ptr<KeyStore>(std::make_unique<FolderStore>(std::move(root), path, lists_root));
}

}  // namespace cairn::zarr

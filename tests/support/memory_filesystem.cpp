#include "tests/support/memory_filesystem.hpp"

#include <system_error>
#include <utility>

namespace cairn::test {

namespace {

[[noreturn]] void fail(std::errc error, const std::string& path) {
    throw std::system_error(std::make_error_code(error), "in memory: '" + path + "'");
}

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

}  // namespace

class MemoryFilesystem::File : public OutputFile {
  public:
    explicit File(std::shared_ptr<Contents> contents) : m_contents(std::move(contents)) {}
    void append(std::string_view bytes) override {
        const std::lock_guard lock(m_contents->mutex);
        m_contents->bytes += bytes;
    }
    void close() override {}

  private:
    std::shared_ptr<Contents> m_contents;
};

void MemoryFilesystem::create_folders(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const std::string folder = path.substr(0, end);
        if (kind(folder) == PathKind::other) fail(std::errc::not_a_directory, folder);
        m_tree.emplace(folder, nullptr);
        if (end == std::string::npos) return;
    }
}

std::unique_ptr<OutputFile> MemoryFilesystem::create(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    const PathKind present = kind(path);
    if (present == PathKind::folder || present == PathKind::empty_folder) fail(std::errc::is_a_directory, path);
    const PathKind parent = kind(folder_of(path));
    if (parent == PathKind::absent) fail(std::errc::no_such_file_or_directory, path);
    if (parent == PathKind::other) fail(std::errc::not_a_directory, path);
    const auto contents = std::make_shared<Contents>();
    m_tree[path] = contents;
    return std::make_unique<File>(contents);
}

void MemoryFilesystem::rename(const std::string& from, const std::string& to) {
    const std::lock_guard lock(m_mutex);
    const PathKind source = kind(from);
    const PathKind target = kind(to);
    if (source == PathKind::absent || kind(folder_of(to)) == PathKind::absent) {
        fail(std::errc::no_such_file_or_directory, from);
    }
    if (target == PathKind::folder) fail(std::errc::directory_not_empty, to);
    if (source == PathKind::other && target == PathKind::empty_folder) fail(std::errc::is_a_directory, to);
    if (source != PathKind::other && target == PathKind::other) fail(std::errc::not_a_directory, to);
    put(to, take(from));
}

void MemoryFilesystem::exchange(const std::string& a, const std::string& b) {
    const std::lock_guard lock(m_mutex);
    for (const std::string& path : {a, b}) {
        if (kind(path) == PathKind::absent) fail(std::errc::no_such_file_or_directory, path);
    }
    Tree branch = take(a);
    put(a, take(b));
    put(b, std::move(branch));
}

void MemoryFilesystem::sync(const std::string& folder) {
    const PathKind kind = kind_of(folder);
    if (kind == PathKind::absent) fail(std::errc::no_such_file_or_directory, folder);
    if (kind == PathKind::other) fail(std::errc::not_a_directory, folder);
}

void MemoryFilesystem::remove_all(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    take(path);
}

PathKind MemoryFilesystem::kind_of(const std::string& path) const {
    const std::lock_guard lock(m_mutex);
    return kind(path);
}

PathKind MemoryFilesystem::kind(const std::string& path) const {
    const auto below = m_tree.lower_bound(path + '/');
    const bool has_members = below != m_tree.end() && below->first.starts_with(path + '/');
    if (path.empty()) return has_members ? PathKind::folder : PathKind::empty_folder;
    const auto found = m_tree.find(path);
    if (found == m_tree.end()) return PathKind::absent;
    if (found->second != nullptr) return PathKind::other;
    return has_members ? PathKind::folder : PathKind::empty_folder;
}

MemoryFilesystem::Tree MemoryFilesystem::take(const std::string& path) {
    Tree branch;
    for (auto it = m_tree.lower_bound(path); it != m_tree.end() && it->first.starts_with(path);) {
        const std::string rest = it->first.substr(path.size());
        if (rest.empty() || rest.front() == '/') {
            branch.emplace(rest, std::move(it->second));
            it = m_tree.erase(it);
        } else {
            ++it;
        }
    }
    return branch;
}

void MemoryFilesystem::put(const std::string& path, Tree branch) {
    for (auto& [rest, contents] : branch) m_tree[path + rest] = std::move(contents);
}

std::string MemoryFilesystem::read(const std::string& path) const {
    const std::lock_guard lock(m_mutex);
    const std::shared_ptr<Contents>& contents = m_tree.at(path);
    if (contents == nullptr) throw std::out_of_range(path + " is a folder");
    const std::lock_guard contents_lock(contents->mutex);
    return contents->bytes;
}

std::string MemoryFilesystem::snapshot(const std::string& folder) const {
    const std::lock_guard lock(m_mutex);
    std::string text;
    for (auto it = m_tree.lower_bound(folder + '/'); it != m_tree.end() && it->first.starts_with(folder + '/'); ++it) {
        const std::string relative = it->first.substr(folder.size() + 1);
        if (it->second != nullptr) {
            const std::lock_guard contents_lock(it->second->mutex);
            text += relative + '=' + it->second->bytes + '\n';
        } else if (kind(it->first) == PathKind::empty_folder) {
            text += relative + "/\n";
        }
    }
    return text;
}

}  // namespace cairn::test

#include "builder/write/replace_files.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "builder/write/output_layout.hpp"

namespace cairn {

namespace {

auto depth_of(const std::string& path) { return std::count(path.begin(), path.end(), '/'); }

/// Children before parents; among siblings the root catalog last, since collections.json is named by it.
void sort_children_first(std::vector<std::string>& paths) {
    std::sort(paths.begin(), paths.end(), [](const std::string& a, const std::string& b) {
        return depth_of(a) != depth_of(b) ? depth_of(a) > depth_of(b) : a > b;
    });
}

void write_file(Filesystem& filesystem, const std::string& path, const std::string& bytes) {
    const std::unique_ptr<OutputFile> file = filesystem.create(path);
    file->append(bytes);
    file->close();
}

class Replacement {
  public:
    Replacement(Filesystem& filesystem, const std::string& tree, const std::string& out, const Manifest& planned,
                const Survey& present)
        : m_filesystem(filesystem), m_tree(tree), m_out(out), m_planned(planned), m_present(present) {
        for (const auto& [path, digest] : planned.files()) (present.own.has(path) ? m_known : m_new).push_back(path);
        for (const auto& [path, digest] : present.own.files()) {
            if (!planned.has(path)) m_gone.push_back(path);
        }
        sort_children_first(m_new);
        sort_children_first(m_known);
        sort_children_first(m_gone);
        std::reverse(m_gone.begin(), m_gone.end());
    }

    void run() {
        add_new();
        try {
            m_filesystem.sync(m_out);
            for (const std::string& path : m_known) replace(path);
            m_filesystem.sync(m_out);
            for (const std::string& path : m_gone) m_filesystem.remove_file(m_out + '/' + path);
            remove_empty_folders(m_filesystem, m_out, m_present.folders);
            m_filesystem.rename(m_out + '/' + k_next_manifest, m_out + '/' + k_manifest);
        } catch (const std::system_error& error) {
            throw PartlyPublished(
                std::string(error.what()) + "; '" + m_out +
                "' holds documents of the old and of the new catalog, all links of which lead to files: "
                "mend the cause and run again, which finishes");
        }
    }

  private:
    void add_new() {
        try {
            m_filesystem.create_folders(m_out + '/' + k_own_folder);
            keep_claim();
            write_own(k_next_manifest, m_planned);
            m_filesystem.sync(m_out);
            for (const std::string& path : m_new) place_new(path);
        } catch (...) {
            undo();
            throw;
        }
    }

    /// The files of a run that was killed, and those of an adopted tree, are named by nothing that stays.
    void keep_claim() {
        const bool is_adopted = !m_filesystem.exists(m_out + '/' + k_manifest) && !m_present.own.empty();
        if (is_adopted || m_filesystem.exists(m_out + '/' + k_next_manifest)) write_own(k_manifest, m_present.own);
    }

    /// Whole or not at all.
    void write_own(const char* name, const Manifest& manifest) {
        const std::string path = m_tree + ".manifest";
        write_file(m_filesystem, path, manifest.text());
        m_filesystem.rename(path, m_out + '/' + name);
    }

    void place_new(const std::string& path) {
        const std::string folder = folder_of(path);
        m_filesystem.create_folders(folder.empty() ? m_out : m_out + '/' + folder);
        m_filesystem.rename_new(m_tree + '/' + path, m_out + '/' + path);
        m_placed.add(path, {});
    }

    /// As far as the disk lets: what stays is named by OUT/.cairn/next, and the next run removes it.
    void undo() noexcept {
        try {
            for (const auto& [path, digest] : m_placed.files()) m_filesystem.remove_file(m_out + '/' + path);
            std::set<std::string> folders;
            for (const std::string& path : m_new) {
                for (std::string at = folder_of(path); !at.empty(); at = folder_of(at)) folders.insert(at);
            }
            remove_empty_folders(m_filesystem, m_out, folders);
            m_filesystem.remove_file(m_out + '/' + k_next_manifest);
        } catch (const std::exception&) {
            return;
        }
    }

    void replace(const std::string& path) {
        const std::string target = m_out + '/' + path;
        const Digest& wanted = m_planned.files().at(path);
        const bool may_be_same = m_present.own.files().at(path) == wanted;
        if (may_be_same && digest_of(m_filesystem.read(target)) == wanted) return;
        m_filesystem.rename(m_tree + '/' + path, target);
    }

    Filesystem& m_filesystem;
    const std::string& m_tree;
    const std::string& m_out;
    const Manifest& m_planned;
    const Survey& m_present;
    std::vector<std::string> m_new, m_known;  ///< children first
    std::vector<std::string> m_gone;          ///< parents first
    Manifest m_placed;
};

}  // namespace

std::vector<std::string> conflicts(const Filesystem& filesystem, const std::string& out, const Manifest& planned,
                                   const Survey& present) {
    const Mounts mounts = filesystem.mounts();
    const auto is_in_the_way = [&](const std::string& path, bool is_folder_needed) {
        const PathKind kind = filesystem.kind_of(out + '/' + path);
        if (kind == PathKind::absent) return false;
        return !is_folder_needed || kind != PathKind::folder || mounts.has_point(out + '/' + path);
    };
    std::set<std::string> found;
    std::set<std::string> folders;  // looked at
    for (const auto& [path, digest] : planned.files()) {
        if (!present.own.has(path) && is_in_the_way(path, false)) found.insert(path);
        for (std::string at = folder_of(path); !at.empty() && folders.insert(at).second; at = folder_of(at)) {
            if (is_in_the_way(at, true)) found.insert(at);
        }
    }
    return {found.begin(), found.end()};
}

void replace_files(Filesystem& filesystem, const std::string& tree, const std::string& out, const Manifest& planned,
                   const Survey& present) {
    Replacement(filesystem, tree, out, planned, present).run();
}

}  // namespace cairn

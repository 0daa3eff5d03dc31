#include "builder/probe/zarr/pyramid.hpp"

#include <algorithm>
#include <boost/filesystem.hpp>
#include <fstream>
#include <utility>

namespace cairn::zarr {

namespace {

namespace fs = boost::filesystem;

constexpr std::size_t k_longest_link = 4096;
constexpr std::string_view k_root_of_v2 = R"({"zarr_format": 2})";
constexpr std::string_view k_root_of_v3 = R"({"zarr_format": 3, "node_type": "group"})";

bool is_file(const std::string& path) {
    boost::system::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

bool is_called_pyramid(const FolderLook& folder) {
    return folder.name().ends_with(".levels") || folder.has_file(".zlevels") || folder.has_file("0.link");
}

bool has_member(const FolderLook& folder, const std::string& level, std::initializer_list<const char*> members) {
    return std::any_of(members.begin(), members.end(),
                       [&](const char* member) { return folder.has_file(level + '/' + member); });
}

/// 2 or 3 by the first level that lies in the folder; 0: it is no pyramid.
int version_of(const FolderLook& folder) {
    if (!is_called_pyramid(folder)) return 0;
    for (const char* level : {"0.zarr", "1.zarr"}) {
        if (has_member(folder, level, {"zarr.json"})) return 3;
        if (has_member(folder, level, {".zgroup", ".zmetadata"})) return 2;
    }
    return 0;
}

class Levels final : public KeyStore {
  public:
    Levels(std::unique_ptr<KeyStore> folder, std::unique_ptr<KeyStore> root, std::string base)
        : m_folder(std::move(folder)), m_root(std::move(root)), m_base(std::move(base)) {}

    Outcome<std::optional<std::string>> get(std::string_view key, std::uint64_t largest_bytes) override {
        if (const auto below = in_base(key)) return m_root->get(*below, largest_bytes);
        auto found = m_folder->get(key, largest_bytes);
        if (!found || found->has_value() || !is_root_made()) return found;
        if (key == ".zgroup" && m_made == Made::v2) return std::optional(std::string(k_root_of_v2));
        if (key == "zarr.json" && m_made == Made::v3) return std::optional(std::string(k_root_of_v3));
        return found;
    }

    Outcome<std::optional<std::string>> get_range(std::string_view key, std::uint64_t offset,
                                                  std::uint64_t count) override {
        if (const auto below = in_base(key)) return m_root->get_range(*below, offset, count);
        return m_folder->get_range(key, offset, count);
    }

    Outcome<std::optional<std::uint64_t>> size_of(std::string_view key) override {
        if (const auto below = in_base(key)) return m_root->size_of(*below);
        return m_folder->size_of(key);
    }

    Outcome<std::vector<Entry>> list(std::string_view prefix) override {
        if (const auto below = in_base(prefix)) return m_root->list(*below);
        auto entries = m_folder->list(prefix);
        if (!entries || !prefix.empty() || m_base.empty()) return entries;
        std::erase_if(*entries, [](const Entry& entry) { return entry.name == k_finest_level; });
        entries->push_back({k_finest_level, true});
        std::sort(entries->begin(), entries->end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
        return entries;
    }

  private:
    enum class Made { unknown, nothing, v2, v3 };

    std::optional<std::string> in_base(std::string_view key) const {
        constexpr std::string_view k_level = k_finest_level;
        if (m_base.empty() || !key.starts_with(k_level)) return std::nullopt;
        key.remove_prefix(k_level.size());
        if (key.empty()) return m_base;
        return key.front() == '/' ? std::optional(m_base + std::string(key)) : std::nullopt;
    }

    bool is_there(std::string_view key) {
        const auto size = size_of(key);
        return size && size->has_value();
    }

    /// The document of a root that has none is that of the version of the levels.
    bool is_root_made() {
        if (m_made != Made::unknown) return m_made == Made::v2 || m_made == Made::v3;
        m_made = Made::nothing;
        for (const char* document : {".zgroup", "zarr.json", ".zmetadata", ".zarray"})
            if (is_there(document)) return false;
        for (const char* level : {"0.zarr/", "1.zarr/"}) {
            if (is_there(level + std::string("zarr.json"))) m_made = Made::v3;
            if (is_there(level + std::string(".zgroup"))) m_made = Made::v2;
            if (m_made != Made::nothing) return true;
        }
        return false;
    }

    std::unique_ptr<KeyStore> m_folder;
    std::unique_ptr<KeyStore> m_root;
    std::string m_base;
    Made m_made = Made::unknown;
};

}  // namespace

bool is_pyramid_of_v2(const FolderLook& folder) { return version_of(folder) == 2; }
bool is_pyramid_of_v3(const FolderLook& folder) { return version_of(folder) == 3; }

std::optional<std::string> base_of_pyramid(const std::string& folder) {
    if (!is_file(folder + "/0.link")) return std::nullopt;
    std::ifstream file(folder + "/0.link", std::ios::binary);
    std::string link(k_longest_link + 1, '\0');
    file.read(link.data(), static_cast<std::streamsize>(link.size()));
    link.resize(static_cast<std::size_t>(file.gcount()));
    const std::size_t end = link.find_last_not_of(" \t\r\n");
    link.erase(end == std::string::npos ? 0 : end + 1);
    if (link.empty() || link.size() > k_longest_link || link.find('\0') != std::string::npos) return std::nullopt;
    boost::system::error_code error;
    const fs::path target =
        fs::canonical(fs::path(link).is_absolute() ? fs::path(link) : folder / fs::path(link), error);
    if (error || !fs::is_directory(target, error)) return std::nullopt;
    return target.string();
}

std::unique_ptr<KeyStore> levels_as_store(std::unique_ptr<KeyStore> folder, std::unique_ptr<KeyStore> root,
                                          std::string base) {
    return std::make_unique<Levels>(std::move(folder), std::move(root), std::move(base));
}

}  // namespace cairn::zarr

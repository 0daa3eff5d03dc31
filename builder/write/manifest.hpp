// The manifest of an output folder: which of its files are cairn's own.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/outcome.hpp"
#include "builder/write/path_map.hpp"

namespace cairn {

/// XXH3 of 128 bits: it tells changes, not attacks. 25 GB/s, so that it costs nothing beside writing.
struct Digest {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    auto operator<=>(const Digest&) const = default;
};

Digest digest_of(std::string_view bytes);
/// 32 hexadecimal digits, the high half first.
std::string text_of(const Digest& digest);
std::optional<Digest> digest_from(std::string_view text);

/// Path and digest of each file, sorted by path. As text (docs/output.md says the same):
///
///     cairn-manifest 1
///     files 2
///     <32 hexadecimal digits> catalog.json
///     <32 hexadecimal digits> collections.json
///
/// The count tells a manifest that was cut. Paths are relative to the folder, '/' separated, and hold no line feed.
class Manifest {
  public:
    /// False when the path is there already.
    bool add(const std::string& path, Digest digest) { return m_files.insert(path, digest); }
    bool has(const std::string& path) const { return m_files.has(path); }
    /// nullptr: no such file. It holds until a file is added.
    const Digest* find(const std::string& path) const { return m_files.find(path); }
    /// Whether any file lies below the folder; "" is the top.
    bool has_folder(const std::string& folder) const {
        return folder.empty() ? !m_files.empty() : m_files.has_beginning(folder + '/');
    }
    const PathMap<Digest>& files() const { return m_files; }
    bool empty() const { return m_files.empty(); }

    std::string text() const;
    /// Problem "write/manifest" when the text is no manifest of this version, or names a path outside of the folder.
    static Outcome<Manifest> parse(std::string_view text, const std::string& path);

  private:
    PathMap<Digest> m_files;
};

/// Why a path is no path of a file below the folder: empty, absolute, ".", "..", NUL or line feed; "" when it is one.
std::string_view fault_of_path(std::string_view relative);

}  // namespace cairn

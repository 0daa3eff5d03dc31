// From the URLs of references to files that may be read, and never to others.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "base/storage/web_storages.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/zarr/key_store.hpp"

namespace cairn::references {

/// Files whose URL begins with `prefix` and a '/' lie in `folder` under the rest of it.
struct UrlMapping {
    std::string prefix;  ///< "https://data.example.org/cmorph", without a final '/'
    std::string folder;  ///< absolute path, or a URL that is read
};

/// What may be read for references.
struct Reachable {
    std::vector<UrlMapping> urls;       ///< the `href` and `root` of archives
    std::vector<std::string> archives;  ///< roots, by Source::archive; a source that lies in none has its own folder
    WebStorages* web = nullptr;         ///< that serves the folders which are URLs; null: none is read
};

/// What a URL means.
struct Location {
    enum class Kind {
        file,         ///< `key` below `folder`: it may be read if it is there
        unreachable,  ///< a good URL of something else; `why` says so
        outside,      ///< a file of this machine outside of the archives: not read, and no address for others
        refused       ///< no URL of a source; `why` says what is wrong with it
    };
    Kind kind = Kind::unreachable;
    std::string folder;
    std::string key;
    std::string why;
    bool is_unknown_kind = false;  ///< refused because its scheme is not understood, which does no harm
    bool is_below_array = false;   ///< a relative URL that begins in the folder of the array
    bool is_local = false;         ///< an absolute path, or a URL of one: no address for others
};

/// Threads: one at a time.
class Locations {
  public:
    /// `folder`: where relative URLs begin: the folder of the references, or the one that is the reference set.
    Locations(const Reachable& reachable, std::size_t archive, std::string folder);

    /// Relative URLs resolve below the folder of the references, or else below `array` in it, where writers of Parquet
    /// references put them. `..` is refused wherever it stands, percent-encoded too.
    Location of(std::string_view url, std::string_view array) const;

    /// Size of the file; nullopt when there is none. The file is opened as `read` opens it, so that no link tells what
    /// lies outside; nothing is read. Problems: those of zarr::open_folder_store.
    Outcome<std::optional<std::uint64_t>> size_of(const Location& location) const;

    /// The URL of a file in the archive that holds it; a `local:` URL when that archive has none.
    std::string url_of(const Location& location) const;

    /// `count` bytes from `offset`, opened below the folder: symbolic links that lead out of it are refused. Problems:
    /// "probe/missing-source", "probe/short-source" and those of zarr::open_folder_store.
    Outcome<std::string> read(const Location& location, std::uint64_t offset, std::uint64_t count);

  private:
    Outcome<zarr::KeyStore*> folder_of(const Location& location) const;  ///< null: the path is no folder
    bool is_there(const Location& location) const;
    Location of_path(std::string_view path) const;
    Location of_relative(std::string_view url, std::string_view array) const;
    Location of_mapped(std::string_view url) const;

    std::vector<UrlMapping> m_urls;
    WebStorages* m_web;
    std::vector<std::string> m_folders;                                       ///< that absolute paths may lie in
    std::string m_root;                                                       ///< that relative URLs may not leave
    std::string m_below_root;                                                 ///< where they begin, below m_root
    mutable std::map<std::string, std::unique_ptr<zarr::KeyStore>> m_opened;  ///< by folder, when first needed
};

}  // namespace cairn::references

// The files of OUT that are to be elsewhere, too.
#pragma once

#include <string>

#include "builder/write/filesystem.hpp"
#include "builder/write/manifest.hpp"
#include "builder/write/path_map.hpp"

namespace cairn::publish {

/// One file of the target, by its path there.
struct Wanted {
    enum class Form { plain, gzip };  ///< gzip: of "x.json.gz", made of "x.json" of OUT
    Digest digest;                    ///< of the file of OUT, of packed siblings, too: they follow from it
    Form form = Form::plain;
    bool operator==(const Wanted&) const = default;
};
using WantedFiles = PathMap<Wanted>;
/// The path below OUT.
std::string source_of(const std::string& path, const Wanted& wanted);

/// What the manifest names. With gzip also "x.json.gz" beside each "x.json".
enum class Siblings { none, gzip };
WantedFiles wanted_files(const Manifest& manifest, Siblings siblings);
/// What the target's manifest says when all of them are there.
Manifest manifest_of(const WantedFiles& wanted);

class LocalFiles {
  public:
    LocalFiles(const Filesystem& filesystem, std::string out) : m_filesystem(filesystem), m_out(std::move(out)) {}

    /// Whether a file is not to be held in memory: above 64 MiB.
    bool is_large(const std::string& path, const Wanted& wanted) const;
    std::string place_of(const std::string& path, const Wanted& wanted) const {
        return m_out + '/' + source_of(path, wanted);
    }
    /// Throws std::runtime_error when the file has not the digest of the manifest: somebody changed it.
    std::string bytes_of(const std::string& path, const Wanted& wanted) const;
    void check_large(const std::string& path, const Wanted& wanted) const;
    std::uint64_t size_of(const std::string& path, const Wanted& wanted) const;

  private:
    const Filesystem& m_filesystem;
    std::string m_out;
};

}  // namespace cairn::publish

// The files of OUT that are to be elsewhere, too.
#pragma once

#include <map>
#include <string>

#include "builder/write/filesystem.hpp"
#include "builder/write/manifest.hpp"

namespace cairn::publish {

/// One file of the target, by its path there.
struct Wanted {
    enum class Form { plain, gzip };
    std::string source;  ///< path below OUT
    Digest digest;       ///< of the source, of packed siblings, too: they follow from it
    Form form = Form::plain;
};
using WantedFiles = std::map<std::string, Wanted>;

/// What the manifest names. With gzip also "x.json.gz" beside each "x.json".
enum class Siblings { none, gzip };
WantedFiles wanted_files(const Manifest& manifest, Siblings siblings);
/// What the target's manifest says when all of them are there.
Manifest manifest_of(const WantedFiles& wanted);

class LocalFiles {
  public:
    LocalFiles(const Filesystem& filesystem, std::string out) : m_filesystem(filesystem), m_out(std::move(out)) {}

    /// Whether a file is not to be held in memory: above 64 MiB.
    bool is_large(const Wanted& wanted) const;
    std::string place_of(const Wanted& wanted) const { return m_out + '/' + wanted.source; }
    /// Throws std::runtime_error when the file has not the digest of the manifest: somebody changed it.
    std::string bytes_of(const Wanted& wanted) const;
    void check_large(const Wanted& wanted) const;
    std::uint64_t size_of(const Wanted& wanted) const;

  private:
    const Filesystem& m_filesystem;
    std::string m_out;
};

}  // namespace cairn::publish

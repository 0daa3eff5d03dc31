// A folder of schemas that were fetched, with a digest of each: what `--schemas DIR` reads.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace cairn::validate {

/// DIR/host/path of each schema, and DIR/SHA256SUMS with their digests as `sha256sum --check` reads them. What is not
/// in SHA256SUMS belongs to the user and is never replaced. Not for several threads or programs at once.
class SchemaFolder {
  public:
    static constexpr std::string_view k_sums = "SHA256SUMS";

    /// Makes the folder. Throws std::runtime_error when it cannot, or when SHA256SUMS cannot be read.
    explicit SchemaFolder(std::string path);

    enum class State {
        absent,
        whole,    ///< it has the digest that it was fetched with
        damaged,  ///< it was fetched, and has another digest now
        foreign   ///< it was not fetched
    };
    State state_of(const std::string& key) const;

    /// nullopt: there is none that can be read.
    std::optional<std::string> read(const std::string& key) const;

    /// Writes a schema and then its digest. Throws std::runtime_error.
    void put(const std::string& key, std::string_view text);

    const std::string& path() const { return m_path; }

  private:
    void read_sums();
    void write_sums() const;

    std::string m_path;
    std::map<std::string, std::string, std::less<>> m_sums;  ///< digest by key
};

}  // namespace cairn::validate

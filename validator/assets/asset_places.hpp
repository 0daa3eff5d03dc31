// Where the hrefs of assets lead, and what is there.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/storage/storage.hpp"
#include "validator/assets/asset_claims.hpp"
#include "validator/validate.hpp"

namespace cairn::validate {

/// A file or folder of this machine, or an object of a server.
struct AssetPlace {
    std::string path;    ///< of this machine; empty: see `key`
    std::string origin;  ///< "https://host/" or "s3://bucket/"
    std::string key;
    std::string refusal;  ///< why it cannot be looked at; empty: it can
    std::string text() const { return path.empty() ? origin + key : path; }
};

struct AssetStat {
    enum class Standing { there, missing, not_known } standing = Standing::not_known;
    std::uint64_t size_bytes = ObjectStat::k_unknown_size;  ///< of files
    std::string version;                                    ///< changes when the bytes do; empty: not known
    std::string problem;                                    ///< of `not_known`
};

/// Threads: any number.
class AssetPlaces {
  public:
    /// `base`: the folder or URL of the catalog's root, with a final '/'.
    AssetPlaces(std::string base, const Options& options);

    /// Relative hrefs start from the document. Documents of a server name no files of this machine, and those of a
    /// public server no private addresses.
    AssetPlace place_of(const std::string& document, const std::string& href) const;
    AssetStat look(const AssetPlace& place, bool is_store) const;
    /// Hands over the bytes piece by piece; the text is why it could not, or empty.
    std::string read(const AssetPlace& place, const std::atomic<bool>& stop,
                     const std::function<void(std::string_view)>& take) const;

  private:
    Storage& storage_of(const std::string& origin) const;
    AssetStat look_at_server(const AssetPlace& place, bool is_store) const;

    std::string m_base;
    const Options& m_options;
    mutable std::mutex m_mutex;  ///< guards m_storages
    mutable std::map<std::string, std::unique_ptr<Storage>> m_storages;
};

}  // namespace cairn::validate

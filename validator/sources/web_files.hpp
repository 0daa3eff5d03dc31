// A catalog on a web server or in an object store: from its root by links, some requests at once.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

#include "base/storage/storage.hpp"
#include "base/web_place.hpp"
#include "validator/tree_files.hpp"
#include "validator/validate.hpp"

namespace cairn::validate {

class WebFiles : public TreeFiles {
  public:
    /// `url`: of the root document, or of its folder (catalog.json, else collection.json). http, https or s3. Throws
    /// std::runtime_error when it is a folder, by its final '/', that has no root.
    WebFiles(const std::string& url, const Politeness& politeness);

    FoundFiles list(const std::atomic<bool>& stop) const override;
    FileText read(const std::string& path, std::size_t largest_bytes, const std::atomic<bool>& stop) const override;
    OnDisk look(const std::string& path) const override;
    bool is_file(const std::string& /*path*/) const override { return true; }
    std::optional<std::string> real_path(const std::string& path) const override;
    std::string root() const override { return m_root; }
    std::string base_url() const override { return m_base_url; }
    std::size_t most_documents() const override { return m_politeness.most_documents; }

  private:
    struct RootSearch {
        std::string name;     ///< of the document; empty: there is none
        std::string reasons;  ///< why not
    };
    void open_folder(const std::string& folder_url);
    RootSearch find_root() const;
    void note(const std::string& path, OnDisk standing) const;

    Politeness m_politeness;
    std::string m_base_url;
    std::unique_ptr<Storage> m_storage;
    std::string m_root;
    mutable std::atomic<std::size_t> m_failures{0};  ///< one after the other
    mutable std::mutex m_mutex;                      ///< guards m_standings
    mutable std::map<std::string, OnDisk> m_standings;
};

/// The storage of an http, https or s3 URL of a folder. Throws std::invalid_argument for any other.
std::unique_ptr<Storage> open_web(const std::string& folder_url, const Politeness& politeness);

}  // namespace cairn::validate

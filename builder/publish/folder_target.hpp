// Another folder of this machine, such as the root of a web server.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "builder/publish/target.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn::publish {

/// Files are written in FOLDER/.cairn/parts and renamed to their places, many at once: what was put is there with the
/// next `settle`. The folder is made with the first of them.
class FolderTarget final : public Target {
  public:
    FolderTarget(Filesystem& filesystem, std::string folder);

    std::string place() const override { return m_folder; }
    Answer<std::string> read(const std::string& path, std::uint64_t max_bytes) override;
    Answer<Standings> list() override;
    Answer<Standings> standings(const std::vector<std::string>& paths, std::size_t held) override;
    Answer<bool> is_empty() override;
    bool is_same(const std::string& path, const Standing& standing, std::string_view bytes) override;
    Step begin_put(Upload upload) override;
    Step begin_remove(const std::string& path) override;
    void settle() override;
    std::size_t steps_at_once() const override { return 1; }
    Traffic traffic() const override { return m_traffic; }

  private:
    std::string at(const std::string& path) const { return m_folder + '/' + path; }
    void put(const Upload& upload);
    void write_part(const Upload& upload, const std::string& part);
    void name_parts();
    void remove(const std::string& path);

    Filesystem& m_filesystem;
    std::string m_folder;
    std::vector<std::pair<std::string, std::string>> m_waiting;  ///< parts, and the places that they are for
    std::set<std::string> m_unsettled;                           ///< folders in which files got names, and those above
    Traffic m_traffic;
};

}  // namespace cairn::publish

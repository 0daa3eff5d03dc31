// Files of a tree that is to be published, by their paths.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "validator/sources/planned_files.hpp"

namespace cairn::test {

class NamedFiles : public validate::PlannedFiles {
  public:
    explicit NamedFiles(const std::vector<std::string>& paths) : m_paths(paths.begin(), paths.end()) {}

    bool has(const std::string& path) const override { return m_paths.count(path) > 0; }
    bool has_folder(const std::string& folder) const override {
        const auto below = m_paths.lower_bound(folder + '/');
        return below != m_paths.end() && below->starts_with(folder + '/');
    }
    void for_each(const std::function<void(const std::string& path)>& visit) const override {
        std::ranges::for_each(m_paths, visit);
    }

  private:
    std::set<std::string> m_paths;
};

}  // namespace cairn::test

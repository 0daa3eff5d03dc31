// A folder for one test case, removed with all that is in it.
#pragma once

#include <string>
#include <string_view>

namespace cairn::test {

class TempFolder {
  public:
    TempFolder();
    /// Below /dev/shm where that is a folder that can be written to: for tests that make thousands of files.
    static TempFolder in_memory();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    const std::string& path() const { return m_path; }
    std::string operator/(std::string_view relative) const { return m_path + '/' + std::string(relative); }

    /// Each makes the folders above it.
    void add_file(std::string_view relative, std::string_view bytes) const;
    void add_folder(std::string_view relative) const;
    void add_link(std::string_view relative, const std::string& target) const;

  private:
    explicit TempFolder(const std::string& parent);

    std::string m_path;
};

std::string read_file(const std::string& path);
/// Every file below a folder, "relative=contents" a line, sorted; links are named, not followed. "" when there is no
/// folder.
std::string snapshot(const std::string& folder);

}  // namespace cairn::test

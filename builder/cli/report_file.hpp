// The file of --report: opened before the run, so that a path that cannot be written is known before hours of work, and
// put in place whole.
#pragma once

#include <fstream>
#include <string>
#include <string_view>

namespace cairn {

class ReportFile {
  public:
    /// Opens PATH.partial; an empty path is no report. Throws std::runtime_error when it cannot be written.
    explicit ReportFile(std::string path);
    ~ReportFile();
    ReportFile(const ReportFile&) = delete;
    ReportFile& operator=(const ReportFile&) = delete;

    /// Writes the text and renames the file to PATH. Throws std::runtime_error when that fails.
    void publish(std::string_view text);

  private:
    std::string m_path;
    std::ofstream m_file;
};

}  // namespace cairn

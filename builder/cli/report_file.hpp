// The files of --report and --changes: opened before the run, so that a path that cannot be written is known before
// hours of work, and put in place whole.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "builder/write/filesystem.hpp"

namespace cairn {

/// What a file is called in messages, and how one begins that may be replaced: its text, or the first member of its
/// JSON object.
struct ReportKind {
    std::string_view name;
    std::string_view first_member;
};
inline constexpr ReportKind k_build_report{"report", "\"summary\""};
inline constexpr ReportKind k_file_of_figures{"file of figures", "# HELP"};
inline constexpr ReportKind k_list_of_changes{"list of changes", "\"op\""};

class ReportFile {
  public:
    /// Opens a new file beside PATH; an empty path is no report. Throws std::invalid_argument when PATH lies in OUT, or
    /// when something stands there that is none of this kind: it would be lost. Throws std::runtime_error when PATH
    /// cannot be written.
    ReportFile(const std::string& path, const std::string& out, Filesystem& filesystem,
               const ReportKind& kind = k_build_report);
    ~ReportFile();
    ReportFile(const ReportFile&) = delete;
    ReportFile& operator=(const ReportFile&) = delete;

    /// Writes the text and renames the file to PATH. Throws std::runtime_error when that fails.
    void publish(std::string_view text);

  private:
    void refuse_path(const std::string& out) const;
    void open_beside();
    [[noreturn]] void fail(const std::string& reason) const;

    ReportKind m_kind;
    std::string m_given;
    std::string m_path;  ///< without symbolic links; empty: no report
    std::string m_beside;
    Filesystem& m_filesystem;
    int m_descriptor = -1;
};

}  // namespace cairn

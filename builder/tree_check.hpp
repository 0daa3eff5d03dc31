// The validation of a tree on its way into OUT: documents are judged as they are written, the tree once it is whole.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "builder/kept/fresh_records.hpp"
#include "builder/pipeline.hpp"
#include "builder/write/manifest.hpp"
#include "builder/write/staging.hpp"
#include "validator/judge.hpp"

namespace cairn {

/// What changed over what stays, without what is not cairn's. The rules judge the whole tree; of its documents those
/// whose records are known from the last run are not read, and those that this run makes are judged by the values that
/// they are made of. With BuildOptions::validate_all all are read from their files.
class TreeCheck {
  public:
    /// Both must outlive it.
    TreeCheck(const Staging& staging, const BuildOptions& options);

    /// A document that differs from the one of the last run. Threads: any number, each with other paths.
    void see(const std::string& path, std::string_view text, const json::Value* value, const std::atomic<bool>& stop);

    /// Once all documents are written. Throws Interrupted.
    validate::Report run(const std::atomic<bool>& stop);

    /// For the next run, once the tree is published.
    void keep(Staging& staging) const;

  private:
    const Staging& m_staging;
    const BuildOptions& m_options;
    const validate::Judge m_judge;
    FreshRecords m_fresh;
    Digest m_kept_before{};  ///< of the bytes that the last run kept
    std::string m_kept;      ///< for the next one
};

}  // namespace cairn

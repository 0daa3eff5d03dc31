// Judges the documents of a tree one by one as they are made, before the rules look at the tree as a whole.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "validator/check_document.hpp"
#include "validator/engine.hpp"
#include "validator/record.hpp"
#include "validator/schemas.hpp"
#include "validator/validate.hpp"

namespace cairn::validate {

/// Schemas are read and compiled when a document first names them. Threads: const use from any number of threads.
class Judge {
  public:
    explicit Judge(Options options);
    Judge(const Judge&) = delete;
    Judge& operator=(const Judge&) = delete;

    /// The record that a file with this text would have at this path. `value`: what the text says, where the caller has
    /// made the text of it; nullptr: the text is parsed. Throws Interrupted.
    Record judge(const std::string& path, std::string_view text, const json::Value* value,
                 const std::atomic<bool>& stop) const;

    /// What the functions of check_document.hpp take.
    Judging with(const std::atomic<bool>& stop) const { return {m_engine, m_options, stop}; }

  private:
    Options m_options;
    SchemaStore m_store;
    Engine m_engine;
};

/// As validate::validate of a tree of files, with a judge that has its schemas already.
Report validate(const TreeFiles& files, const Judge& judge, const ParallelFor& parallel, const std::atomic<bool>& stop,
                RecordSource* source, const std::string& base = {});

}  // namespace cairn::validate

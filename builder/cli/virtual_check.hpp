// What stands in the way of virtual stores: causes, each with how many files it concerns, and an example.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "builder/virtual/judge.hpp"
#include "builder/virtual/series.hpp"

namespace cairn {

/// Counts what is refused. Threads: one.
class Obstacles {
  public:
    void add(const virtualize::Refusal& refusal);
    bool empty() const { return m_causes.empty(); }

    /// A line a cause, the most frequent first.
    std::string text() const;
    json::Value value() const;

  private:
    struct Cause {
        std::uint64_t files = 0;
        std::string last_path;
        virtualize::Refusal first;
    };
    std::vector<const Cause*> ordered() const;

    std::map<std::string, Cause> m_causes;
};

/// The answer to "can these be virtualized": each file alone, and the files of each folder that have the same variables
/// as one series.
class VirtualCheck {
  public:
    explicit VirtualCheck(virtualize::SeriesOptions options) : m_options(std::move(options)) {}

    void add(const std::string& path, const FileManifest& manifest);
    void add(const virtualize::Refusal& refusal);
    void add(const virtualize::Judgement& judgement);
    /// No file is added afterwards.
    void finish();

    bool is_clean() const { return m_of_files.empty() && m_of_series.empty() && m_of_references.empty(); }
    std::string text() const;
    json::Value value() const;

  private:
    struct Kind {
        virtualize::Series series;
        bool is_refused = false;
        bool is_series = true;  ///< the first file has what files can be ordered by
    };

    virtualize::SeriesOptions m_options;
    std::uint64_t m_files = 0;
    std::uint64_t m_refused_files = 0;
    std::uint64_t m_series = 0;
    std::uint64_t m_refused_series = 0;
    std::uint64_t m_sets = 0;
    std::uint64_t m_references = 0;
    std::uint64_t m_elsewhere = 0;
    std::map<std::string, Kind> m_kinds;  ///< by folder and names of variables
    std::vector<std::string> m_notes;
    Obstacles m_of_files;
    Obstacles m_of_series;
    Obstacles m_of_references;
};

}  // namespace cairn

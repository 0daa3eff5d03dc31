// The records of documents that were judged as they were made, before they stand in a tree: nothing is read again.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "validator/judge.hpp"
#include "validator/record_source.hpp"
#include "validator/shared_parts.hpp"

namespace cairn {

/// Stands before another source, which is asked for what is not here. Holds a bounded number of records, since they lie
/// in memory while the tree is still being made; the documents past it are read from their files.
class FreshRecords : public validate::RecordSource {
  public:
    /// `judge` must outlive it.
    explicit FreshRecords(const validate::Judge& judge, std::size_t most = k_most) : m_judge(judge), m_most(most) {}

    /// Judges a document that is about to stand at `path`. `value`: what the text says; nullptr: it is parsed. Does
    /// nothing when there is no room for it. Threads: any number, each with other paths. Throws Interrupted.
    void see(const std::string& path, std::string_view text, const json::Value* value, const std::atomic<bool>& stop);

    /// Where the records of other documents come from, which must outlive the call of `records`.
    void set_others(validate::RecordSource& others) { m_others = &others; }

    /// Gives each record away once. Precondition: set_others was called.
    std::vector<validate::Record> records(std::vector<std::string> paths, const Make& make, const Take& take,
                                          const ParallelFor& parallel) override;

    static constexpr std::size_t k_most = 100'000;

  private:
    /// Larger texts are rare, and their records long.
    static constexpr std::size_t k_largest_text = 16U << 20;

    struct Part {
        std::mutex mutex;  ///< guards records
        std::unordered_map<std::string, validate::Record> records;
    };
    Part& part_of(const std::string& path) { return m_parts[std::hash<std::string>()(path) % m_parts.size()]; }

    const validate::Judge& m_judge;
    const std::size_t m_most;
    std::atomic<std::size_t> m_count{0};
    std::array<Part, 16> m_parts;  ///< by a hash of the path, so that threads seldom wait for each other
    validate::SharedParts m_shared;
    validate::RecordSource* m_others = nullptr;
};

}  // namespace cairn

// What the records of neighbours have in common, held once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_map>

#include "validator/record.hpp"

namespace cairn::validate {

/// Knows a bounded number of lists of links and ids of Collections: those that were met lately. Threads: any number.
class SharedParts {
  public:
    /// Gives the record those that are equal to its own.
    void share(Record& record);

  private:
    static constexpr std::size_t k_most = 4096;

    std::mutex m_mutex;                                           ///< guards what follows
    std::unordered_map<std::uint64_t, LinkList> m_links;          ///< by a hash
    std::unordered_map<std::uint64_t, SharedText> m_collections;  ///< likewise
};

}  // namespace cairn::validate

// The files that references point into: each once, with what of it is referenced and which part of the arrays that is.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "builder/model/referenced.hpp"
#include "builder/probe/references/array_grids.hpp"
#include "builder/probe/references/locations.hpp"
#include "builder/probe/references/problem_list.hpp"
#include "builder/probe/references/sink.hpp"

namespace cairn::references {

/// Memory: about 250 bytes and the URL for each source.
class SourceSummary {
  public:
    static constexpr std::size_t k_most_sources = 2'000'000;
    static constexpr std::uint64_t k_most_url_bytes = 256ULL << 20;

    SourceSummary(const Locations& locations, ProblemList& problems) : m_locations(locations), m_problems(problems) {}

    /// The chunk of an array is in a source. Sources whose URL is refused are said and not listed.
    void add(std::string_view key, const ArrayGrid& array, const ChunkIndex& index, const Target& target);

    /// Sources by URL. Says those that should be in an archive at hand and are not, or are shorter than what is
    /// referenced of them; no file is opened for that.
    std::vector<ReferencedSource> take();

  private:
    struct Entry {
        ReferencedSource source;
        std::string array;           ///< the first that refers to it
        std::uint64_t furthest = 0;  ///< the end of what is referenced
        bool is_refused = false;
        using Places = std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t>;
        std::unique_ptr<Places> places = nullptr;  ///< in `covers`, by dimension; null while there are few

        IndexRange* range_of(DimensionId dimension);
        void widen(DimensionId dimension, std::uint64_t begin, std::uint64_t end);
    };

    Entry* entry_of(std::string_view key, std::string_view url, const ArrayGrid& array);
    void check_presence(const Entry& entry, const Location& location);

    const Locations& m_locations;
    ProblemList& m_problems;
    std::unordered_map<std::string, std::size_t> m_places;
    std::vector<Entry> m_entries;
    std::size_t m_last = 0;  ///< neighbours are in the same source
    std::uint64_t m_url_bytes = 0;
};

}  // namespace cairn::references

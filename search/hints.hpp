// Why a search may have found nothing: a misspelt name shall not look like an empty archive.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "search/owner.hpp"
#include "search/query.hpp"

namespace cairn::search {

/// What the Collections that a search comes by say that there is: their ids, times, variables and summaries. No
/// document is read for it. Threads: one at a time.
class Hints {
  public:
    /// `query` has to live as long.
    explicit Hints(const Query& query) : m_query(query) {}

    /// A Collection that the search came by, whether it can hold answers or not.
    void note(const json::Value& collection, const Owner& owner);
    /// Addresses of Collections that were not read, whose folders have the names of ids (docs/layout.md, "Names").
    void note_addresses(const std::vector<std::string_view>& addresses);

    /// Sentences about conditions that no Collection can meet, as far as Collections say so.
    std::vector<std::string> texts() const;

  private:
    void note_summaries(const json::Value& summaries);
    void add_collections(std::vector<std::string>& texts) const;
    void add_time(std::vector<std::string>& texts) const;
    void add_variables(std::vector<std::string>& texts) const;
    void add_where(std::vector<std::string>& texts) const;
    std::string known_name(const std::string& name) const;

    const Query& m_query;
    std::set<std::string> m_ids;
    std::size_t m_looked_at = 0;  ///< Collections that the query does not leave out by their ids
    std::size_t m_with_time = 0;  ///< those of them that state one
    TimeSpan m_hull{TimeSpan::k_open_end, TimeSpan::k_open_start};
    std::set<std::string> m_variables;  ///< names and standard names
    /// The values that summaries list of a property, by its name; none where one gives a range.
    std::map<std::string, std::set<std::string>> m_values;
    std::set<std::string> m_ranges;
};

}  // namespace cairn::search

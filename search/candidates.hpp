// What a table says can answer: the walk over documents passes over everything else.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "search/time.hpp"
#include "search/token.hpp"

namespace cairn::search {

/// Items of one Collection that can be or hold answers, and when those of their assets begin that can be some.
struct Candidates {
    struct Starts {
        std::set<std::int64_t> known;
        bool has_unknown = false;  ///< some have no start
    };
    std::map<std::string, Starts, std::less<>> items;

    bool has(const std::string& item) const { return items.count(item) != 0; }
    /// Whether an asset of the Item that can answer may begin in an interval.
    bool may_begin_in(const std::string& item, const TimeSpan& span) const {
        const auto found = items.find(item);
        if (found == items.end()) return false;
        if (found->second.has_unknown) return true;
        const auto first = found->second.known.lower_bound(span.start);
        return first != found->second.known.end() && *first <= span.end;
    }
};

/// A match as it is to be written.
struct Rendered {
    std::string text;
    Position position;
};

/// What tables know of a query in one Collection.
struct Narrowed {
    std::optional<std::vector<Rendered>> answers;  ///< all assets of Items that answer, in order; no document is needed
    std::shared_ptr<const Candidates> candidates;  ///< else: documents that have to be asked
};

}  // namespace cairn::search

// How answers are written: pieces of text that are put one behind the other, so that nothing is held back.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "search/index.hpp"
#include "search/query.hpp"

namespace cairn::search {

/// What a FeatureCollection says at its end.
struct Ending {
    std::uint64_t returned = 0;
    std::string page_token;  ///< empty: all answers were given
};

/// One way to write answers. Threads: `entry` from any.
class Format {
  public:
    virtual ~Format() = default;
    virtual std::string begin() const { return {}; }
    /// How much of a match `entry` looks at.
    virtual Detail detail() const { return Detail::document; }
    /// Empty: this answer has nothing to write (no URL).
    virtual std::string entry(const Match& match) const = 0;
    virtual std::string between() const { return {}; }
    virtual std::string end(const Ending&) const { return {}; }
    /// What is written when there are no answers.
    virtual std::string nothing() const { return begin() + end({}); }
};

/// "geojson", "ndjson", "csv", "urls", "metalink"; nullptr: there is none of this name.
std::unique_ptr<Format> format_of(std::string_view name, Wanted wanted);

}  // namespace cairn::search

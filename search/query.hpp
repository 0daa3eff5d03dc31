// A question to a catalog (docs/search.md).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "search/box.hpp"
#include "search/expression.hpp"
#include "search/shape.hpp"
#include "search/time.hpp"
#include "search/token.hpp"

namespace cairn::search {

enum class Wanted { assets, items };

/// What is asked for as it was written; an empty text or list is no condition.
struct QueryTexts {
    std::string type = "assets";
    std::vector<std::string> collections;  ///< each may be a list with commas, "\," a comma of an id
    std::vector<std::string> items;
    std::vector<std::string> ids;
    std::string datetime;
    std::string bbox;
    std::string intersects;  ///< GeoJSON itself
    std::vector<std::string> roles;
    std::vector<std::string> variables;
    std::string where;
    std::string page_token;
};

struct Query {
    Wanted wanted = Wanted::assets;
    std::set<std::string> collections;
    std::set<std::string> items;
    std::set<std::string> ids;
    std::optional<TimeSpan> time;
    std::optional<Box> box;
    std::optional<Shape> shape;
    std::optional<Box> shape_box;  ///< of `shape`
    std::set<std::string> roles;
    std::set<std::string> variables;
    std::optional<Expression> where;
    std::string digest;  ///< of all conditions: a token belongs to its query
    std::optional<Position> after;

    bool has_place() const { return box.has_value() || shape.has_value(); }
};

/// The query, or what is wrong: the option and what it found and expected.
std::variant<Query, std::string> query_of(const QueryTexts& texts);

}  // namespace cairn::search

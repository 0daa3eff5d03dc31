// Assets and Items as answers: one form for both kinds of assets, and whether they meet a query.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "search/owner.hpp"
#include "search/query.hpp"
#include "search/token.hpp"

namespace cairn::search {

/// An entry of `assets` as a feature of an asset list would be: id, href, media_type and so on at the top, the rest in
/// `properties`; `bbox` and `geometry` where it has them.
json::Value feature_of_asset(std::string_view key, json::Value asset, const Owner& owner);

/// Whether a feature meets all conditions but those on its owner. Its `href` is resolved when the query has `where`.
bool meets(const json::Value& feature, const Owner& owner, const Query& query);

/// Whether an Item does, which is its own owner.
bool meets(const Owner& item, const Query& query);

Position position_of(const json::Value& feature, const Owner& owner, bool is_listed);
Position position_of(const Owner& item);

/// Writes into a feature of an entry of `assets` the time and place that it inherits, so that it says what it was found
/// by; without any, that they are not known.
void add_inherited(json::Value& feature, const Owner& owner);

}  // namespace cairn::search

// Places in the order of results, and the tokens that name them.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "search/time.hpp"

namespace cairn::search {

/// Where an entry stands (docs/search.md, "Order"). The order of positions is that of results in cairn's own trees.
struct Position {
    std::string collection;
    std::string item;        ///< empty: an asset of the Collection
    bool is_listed = false;  ///< an asset of the list, behind those of the document itself
    bool has_time = false;
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::string asset;  ///< empty: the Item itself
    auto operator<=>(const Position&) const = default;
};

/// Text of letters, digits and "-_.~%": safe in URLs and shells.
std::string token_of(const Position& position, std::string_view query_digest);

/// The position and the digest of a token; nullopt: it is none.
struct ReadToken {
    Position position;
    std::string query_digest;
};
std::optional<ReadToken> read_token(std::string_view token);

}  // namespace cairn::search

// The member names near the root of a JSON text that may be cut off anywhere: enough to tell what a file is, without
// parsing all of it.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace cairn::json {

struct Key {
    std::size_t depth = 0;        ///< 1: a member of the root object, 2: a member of a member, ...
    std::string_view name;        ///< as written, escapes and all
    std::string_view outer_name;  ///< at depth 2: the member of the root that it is in
    std::string_view value;       ///< its value and all that follows; empty when the text ends before it
};

/// Calls `visit` for each key of depth 1 and 2 in order, until it returns false or the text ends. One pass, no memory,
/// no recursion; what is not JSON gives some keys or none.
void for_each_key(std::string_view text, const std::function<bool(const Key&)>& visit);

}  // namespace cairn::json

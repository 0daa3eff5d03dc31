// The documents that nothing links to any more, which stay for readers that still have an old page.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/outcome.hpp"
#include "builder/write/manifest.hpp"

namespace cairn {

struct RetiredFile {
    std::int64_t since_s = 0;  ///< seconds since 1970 at which the last link to it went
    Digest digest;
    bool operator==(const RetiredFile&) const = default;
};

/// By path. As text (the validator reads the paths, validator/tree_files.cpp; docs/output.md says the same):
///
///     cairn-retired 1
///     files 1
///     1764374400 <32 hexadecimal digits> collections/c/items/i/i.json
using Retired = std::map<std::string, RetiredFile>;

std::string retired_text(const Retired& retired);
/// Problem "write/retired": without it nobody could say whose these files are.
Outcome<Retired> parse_retired(std::string_view text, const std::string& path);

/// A clock that was set back neither ends a grace period early nor makes it endless: what was retired in the future
/// begins its period again now.
inline void begin_again(RetiredFile& file, std::int64_t now_s) {
    if (file.since_s > now_s) file.since_s = now_s;
}

}  // namespace cairn

#include "builder/probe/zarr/named_keys.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace cairn::zarr {

std::string named(const std::vector<std::string>& names, std::size_t count) {
    std::string text;
    const std::size_t shown = std::min(names.size(), k_names_shown);
    for (std::size_t i = 0; i < shown; ++i) text += fmt::format("{}'{}'", i == 0 ? "" : ", ", to_utf8(names[i]));
    if (count > shown) text += fmt::format(" and {} more", count - shown);
    return text;
}

std::string named(const std::vector<std::string>& names) { return named(names, names.size()); }

}  // namespace cairn::zarr

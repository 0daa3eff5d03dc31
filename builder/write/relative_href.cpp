#include "builder/write/relative_href.hpp"

#include <algorithm>

#include "base/percent.hpp"

namespace cairn {

std::string relative_href(std::string_view from_document, std::string_view to_document) {
    std::size_t shared = 0;  // length of the folders that both are in, with their final '/'
    for (std::size_t i = 0; i < std::min(from_document.size(), to_document.size()); ++i) {
        if (from_document[i] != to_document[i]) break;
        if (from_document[i] == '/') shared = i + 1;
    }
    from_document.remove_prefix(shared);
    to_document.remove_prefix(shared);
    const auto ups = std::count(from_document.begin(), from_document.end(), '/');
    std::string href = ups == 0 ? "./" : "";
    for (auto i = ups; i > 0; --i) href += "../";
    return href + percent_encoded(to_document);
}

}  // namespace cairn

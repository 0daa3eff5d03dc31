// Hrefs between documents of one tree.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// The relative reference from one document to another, both paths below OUT: ("a/b/c.json", "a/d.json") ->
/// "../d.json", ("x.json", "y.json") -> "./y.json". Percent-encoded; begins with "./" or "../", so that no ':' in a
/// name reads as a scheme.
std::string relative_href(std::string_view from_document, std::string_view to_document);

}  // namespace cairn

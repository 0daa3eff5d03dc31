// Digital object identifiers in texts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// The DOIs that stand in a text, without a resolver ("10.1029/2018MS001400"), in their order, each once, as the
/// scientific extension takes them: "10.", four or more letters or digits, '/', no white space. Punctuation that ends a
/// sentence or a bracket that was opened before is not theirs.
std::vector<std::string> dois_in(std::string_view text);

/// The DOI that a text is, plain or as an address; empty: it is not one alone.
std::string doi_of(std::string_view text);

}  // namespace cairn

// What was read, without the secrets of the URLs in it: everything behind the readers is for everybody to see.
#pragma once

#include <memory>

#include "builder/probe/reader.hpp"

namespace cairn {

/// A reader whose datasets and problems hold no secrets of URLs (base/secrets.hpp): they are taken out of the texts of
/// attributes and coordinates, of messages and of referenced sources. "probe/secret-in-attribute", a warning, says
/// which attribute had one. A dataset with a secret in a name is refused, "probe/secret-in-name".
std::unique_ptr<Reader> make_discreet_reader(std::unique_ptr<Reader> reader);

}  // namespace cairn

// What is left to say of a Collection whose documents are written: the root Catalog and the pages of Collections need no
// more of it, whoever wrote it.
#pragma once

#include <string>

namespace cairn {

struct WrittenCollection {
    std::string id;
    std::string title;
    std::string name;      ///< of its folder
    std::string document;  ///< path of collection.json
    std::string on_page;   ///< JSON text of the Collection as it reads from collections.json and its siblings
};

}  // namespace cairn

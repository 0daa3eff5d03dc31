// The form of the paths of an archive whose convention no preset knows: which parts vary, and what they are.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "builder/init/column.hpp"
#include "builder/init/content.hpp"
#include "builder/model/source.hpp"

namespace cairn {

/// Paths with the same number of folders, and of parts of their names.
struct Shape {
    std::vector<Column> folders;
    std::vector<Column> parts;  ///< of the name; empty: names have no parts that recur
    std::size_t files = 0;
    std::string example;     ///< a path
    std::string pattern;     ///< for `facets.path`
    std::string glob;        ///< for `match.path`
    std::string collection;  ///< template of the id
    std::string item;        ///< likewise; empty: that of folders and names (docs/ids.md) serves better
};

/// The forms that tell something: one whose places have no meaning is left to the ids of folders and names. Those with
/// more parts come first, since their globs take less; one whose glob takes many files of other forms is left out.
/// `contents` are of some of the sources.
std::vector<Shape> shapes_of(const std::vector<const Source*>& sources, const std::vector<Content>& contents);

}  // namespace cairn

// Which presets know the convention of an archive.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "builder/init/content.hpp"

namespace cairn {

/// A preset whose rules take files that were read.
struct Recognised {
    std::string preset;
    std::vector<std::size_t> contents;  ///< that it takes and no preset before it: indices
    std::string because;                ///< what they have in common: "mip_era is CMIP6"
};

/// A preset takes a file where a rule of it with a condition does, and gives it ids; where it says so itself
/// (`recognise`), most of these files must be as it says. Presets that ask for attributes, or say so
/// themselves, come before those whose rules ask for paths alone, those that take more before those that take less.
/// `root`: of the archive.
std::vector<Recognised> recognise(const std::vector<Content>& contents, const std::string& root);

}  // namespace cairn

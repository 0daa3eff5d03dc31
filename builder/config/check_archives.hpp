// Checks of the archives and records of a configuration: their names, globs and URLs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "builder/config/address.hpp"
#include "builder/config/config.hpp"
#include "builder/config/violations.hpp"

namespace cairn {

void check_archives(const Config& config, Violations& violations);

void check_address(std::string_view url, Address address, const std::string& pointer, Violations& violations);

/// `pointer` is that of the list, or of the only glob.
void check_globs(const std::vector<std::string>& globs, const Config& config, const std::string& pointer,
                 Violations& violations);

}  // namespace cairn

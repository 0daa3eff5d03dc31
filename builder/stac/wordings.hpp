// Sentences made from what data hold, for documents whose files say nothing of themselves.
#pragma once

#include <string>
#include <vector>

#include "builder/model/cube.hpp"
#include "builder/model/description.hpp"
#include "builder/model/instant.hpp"

namespace cairn {

/// What a variable is called for people: its long name, else its standard name; empty: it has only a name.
std::string label_of(const CubeVariable& variable);

/// "Air Temperature, Precipitation and 3 more"; empty without labels.
std::string listed(const std::vector<std::string>& labels, std::size_t most);

/// "Near-Surface Air Temperature (tas, K), Precipitation (pr, kg m-2 s-1) and 2 more variables."; empty: no variables.
std::string sentence_of_variables(const Cube& cube);

/// "Monthly, from 1850-01-01 to 2014-12-31."; empty: no time is known.
std::string sentence_of_time(const Cube& cube, const std::optional<UtcInterval>& interval);

/// "From the Met Office Hadley Centre."; empty: nobody is known.
std::string sentence_of_providers(const std::vector<Provider>& providers);

}  // namespace cairn

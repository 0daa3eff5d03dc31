// The words by which people look for a dataset.
#pragma once

#include <string>
#include <vector>

#include "builder/interpret/description/attribute_texts.hpp"

namespace cairn {

/// `keywords`, taken apart: at ',' and ';', and paths of a thesaurus ("EARTH SCIENCE > OCEANS > SALINITY") at '>'. Then
/// the names by which archives sort data: project, institute, model, experiment, realm, frequency.
std::vector<std::string> read_keywords(const AttributeTexts& attributes);

}  // namespace cairn

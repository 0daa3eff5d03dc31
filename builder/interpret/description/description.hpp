// What the global attributes of a file or store say of it in words (ACDD 1.3, CF 2.6.2, CMIP).
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "builder/interpret/description/attribute_texts.hpp"
#include "builder/model/dataset.hpp"
#include "builder/model/description.hpp"
#include "builder/model/granule.hpp"

namespace cairn {

/// Code of the problem of an attribute whose value documents cannot take.
constexpr std::string_view k_unusable_attribute = "interpret/unusable-attribute";

/// What a description is made of: attributes of the root group alone, since those of other groups tell of a part. What
/// differs from file to file where all else is the same is not among it: dates, histories, an `id` that is no DOI.
/// `dataset` must outlive it.
AttributeTexts texts_for_description(const Dataset& dataset);

/// Null when nothing is said.
std::shared_ptr<const Description> read_description(const AttributeTexts& attributes);

std::shared_ptr<const Description> read_description(const Dataset& dataset);

/// date_created and its kind, date_modified. A date that is none is left out, with a problem
/// "interpret/unusable-attribute" (a warning, without a path). None of references, whose attributes are those of one of
/// the files that they stand for.
FileDates read_file_dates(const Dataset& dataset, std::vector<Problem>& problems);

}  // namespace cairn

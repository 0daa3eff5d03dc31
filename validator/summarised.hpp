// What a Collection summarises, and what Items and assets state of the same properties.
#pragma once

#include "base/json/value.hpp"
#include "validator/record.hpp"

namespace cairn::validate {

/// Adds what an Item states in its properties to `record.stated`.
void add_stated(const json::Value& feature, Record& record);

/// Adds lists of values, and ranges of numbers; JSON Schemas and ranges of texts are passed over.
void add_summaries(const json::Value& collection, Contents& contents);

/// Adds what the Collection's own assets say of the properties that it summarises, as far as the summaries of `record`
/// have it: a summary speaks of them, too, but need not list all that they say.
void add_stated_by_assets(const json::Value& collection, Record& record);

}  // namespace cairn::validate

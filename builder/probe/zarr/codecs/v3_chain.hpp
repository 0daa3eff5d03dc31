// The codec chains of Zarr v3 (core specification, "Codecs"), and what they share with v2's.
#pragma once

#include <string>
#include <vector>

#include "builder/probe/zarr/codecs/chain.hpp"

namespace cairn::zarr {

/// No codec at all: elements as they are.
Chain plain_chain(const DataType& type, const Shape& shape);

/// Null codecs, as drafts of the specification allowed them, are the codec `bytes` alone.
Chain make_v3_chain(const json::Value& codecs, const DataType& type, const Shape& shape);

void add_v3_refusals(const json::Value& codecs, std::vector<std::string>& names);

/// Adds the name of a codec of bytes or numbers when this version does not know it.
void add_refusal(const std::string& name, const json::Value& configuration, std::vector<std::string>& names);

}  // namespace cairn::zarr

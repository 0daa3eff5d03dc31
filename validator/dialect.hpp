// Which draft of JSON Schema a document is written in, and which of its vocabularies it uses.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/json/value.hpp"
#include "validator/schemas.hpp"

namespace cairn::validate {

/// In order. Drafts before draft-07 are read as draft-07.
enum class Draft : std::uint8_t { draft7, draft2019, draft2020 };

/// Groups of keywords that a meta-schema may leave out (draft 2019-09 core, 8.1.2), one bit each. Draft-07 has all.
enum Vocabularies : std::uint8_t {
    k_core = 1,
    k_applicators = 2,
    k_unevaluated = 4,
    k_assertions = 8,
    k_formats = 16,
    k_all_vocabularies = 31
};

struct Dialect {
    Draft draft = Draft::draft7;
    std::uint8_t vocabularies = k_all_vocabularies;
};

/// What `$schema` of a document says; `usual` when it says nothing. A meta-schema that is none of the drafts' own is
/// looked up in the store. Throws UnusableSchema when it is not there, or demands a vocabulary that is not known here.
Dialect dialect_of(const json::Value& schema, Dialect usual, const SchemaStore& store);

/// Whether a URL is that of a draft's own meta-schema.
bool is_meta_schema(std::string_view url);

}  // namespace cairn::validate

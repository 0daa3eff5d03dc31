// The only way to include RapidJSON: its macros must be the same in every translation unit.
#pragma once

#include <cassert>

// valijson would define an assert that throws and copies two strings at every access: a factor of ten in parsing
// (measured with valijson 1.0). Ours is the standard one: a failed RapidJSON assert is a programmer's mistake.
#ifndef RAPIDJSON_ASSERT
#define RAPIDJSON_ASSERT(x) assert(x)
#endif
#ifndef RAPIDJSON_HAS_STDSTRING
#define RAPIDJSON_HAS_STDSTRING 1
#endif

#include <rapidjson/document.h>

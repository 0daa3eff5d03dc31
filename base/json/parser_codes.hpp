// RapidJSON's reasons for stopping, in words that can be part of a sentence (its own end with a full stop).
#pragma once

#include "base/json/fault.hpp"
#include "base/json/rapidjson.hpp"

#include <rapidjson/error/error.h>

namespace cairn::json {

Expectation expectation_of(rapidjson::ParseErrorCode code);

}  // namespace cairn::json

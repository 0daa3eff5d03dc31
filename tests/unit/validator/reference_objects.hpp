// The shared reference material of the validator's tests; absent outside the project's own machines.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/json/value.hpp"

namespace cairn::test {

/// "<source dir>/../shared/reference/<name>", or nullopt with a warning when it is not there.
std::optional<std::string> reference(const std::string& name);

/// Calls `visit` for each JSON line of a gzip file.
void for_each_line(const std::string& gzip_file, const std::function<void(const json::Value&)>& visit);

/// Parses a text that must be JSON.
json::Value parsed(const std::string& text);
json::Value parsed_file(const std::string& file);

}  // namespace cairn::test

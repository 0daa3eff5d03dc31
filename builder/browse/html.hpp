// Data in a <script>, and templates that are filled once.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace cairn::browse {

/// JSON as it may stand in a <script> of data: no '<', '>' or '&'.
std::string script_safe(std::string json);

/// Puts each value in the place of "@NAME@". What a value holds is not looked at again.
std::string filled(std::string_view page, const std::map<std::string, std::string, std::less<>>& values);

}  // namespace cairn::browse

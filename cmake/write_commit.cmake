# Writes the header that names the commit of a checkout, and only when it would change: else every build would link anew.
# usage: cmake -DSOURCE=folder -DCOMMIT=name|"" -DOUTPUT=commit.hpp -P write_commit.cmake
if(NOT COMMIT AND EXISTS "${SOURCE}/.git")
  # An exclusion of every tag leaves the commit alone; a git that does not trust the folder's owner says nothing.
  execute_process(COMMAND git describe --always --abbrev=12 --exclude=* --dirty=+changes WORKING_DIRECTORY "${SOURCE}"
    OUTPUT_VARIABLE COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
set(CONTENT "// The commit that the sources were checked out at. CMake writes it.
#pragma once

#include <string_view>

namespace cairn {

inline constexpr std::string_view k_commit = \"${COMMIT}\";

}  // namespace cairn
")
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT "${CONTENT}" @ONLY)

// What a program says of itself: its version, the commit that it was made of, and what it was built with.
#pragma once

#include <string>

namespace cairn {

/// Which of the two programs speaks: each names the libraries that it uses.
enum class Program { cairn, cairn_validate };

/// The version of the project: "0.1.0". States, shards and reports name it; the commit stands in none of them.
std::string project_version();

/// The answer to --version: "cairn 0.1.0 (commit 4f2a90c1d2e3)" and, a line each, compiler and libraries, without a final
/// line feed. The commit is left out where the sources were no checkout; "+changes" follows it where they were changed.
std::string version_text(Program program);

}  // namespace cairn

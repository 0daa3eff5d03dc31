#pragma once

#include <string>

namespace cairn::test {

/// The project's folder, without a trailing slash. One source alone knows it, so that every other object of the tests
/// is the same in each checkout and a compiler cache serves them all.
std::string source_folder();

}  // namespace cairn::test

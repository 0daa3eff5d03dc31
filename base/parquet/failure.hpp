// Inside the Parquet reader a fault ends the reading of a file; the functions of file.hpp turn it into a Problem.
#pragma once

#include <string>

namespace cairn::parquet {

/// The file is damaged, or holds what this reader does not know: what was found, and what was expected.
struct Fault {
    std::string what;
};

}  // namespace cairn::parquet

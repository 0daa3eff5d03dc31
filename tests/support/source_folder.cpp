#include "tests/support/source_folder.hpp"

namespace cairn::test {

std::string source_folder() { return CAIRN_SOURCE_DIR; }

}  // namespace cairn::test

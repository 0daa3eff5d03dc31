#include "base/version/version.hpp"

#include <fmt/core.h>

#include <iterator>
#include <string_view>
#include <vector>

#include "base/version/build.hpp"
#include "base/version/commit.hpp"

namespace cairn {

namespace {

std::vector<LibraryVersion> libraries_of(Program program) {
    std::vector<LibraryVersion> libraries(std::begin(k_shared_libraries), std::end(k_shared_libraries));
    if (program == Program::cairn)
        libraries.insert(libraries.end(), std::begin(k_builder_libraries), std::end(k_builder_libraries));
    return libraries;
}

}  // namespace

std::string project_version() { return std::string(k_project_version); }

std::string version_text(Program program) {
    std::string text = fmt::format("{} {}", program == Program::cairn ? "cairn" : "cairn-validate", k_project_version);
    if (!k_commit.empty()) text += fmt::format(" (commit {})", k_commit);
    text += fmt::format("\nbuilt with {}", k_compiler);
    for (const LibraryVersion& library : libraries_of(program)) {
        text += fmt::format("\n  {}", library.name);
        if (!library.version.empty()) text += fmt::format(" {}", library.version);
    }
    return text;
}

}  // namespace cairn

#include "builder/probe/icechunk/signature.hpp"

#include <boost/filesystem.hpp>
#include <string_view>

#include "base/storage/file_bytes.hpp"

namespace cairn::icechunk {

namespace {

constexpr std::string_view k_signature =
    "ICE\xF0\x9F\xA7\x8A"
    "CHUNK";

bool has_signature(const std::string& path) {
    FileBytes file(path);
    return file.read(0, k_signature.size()) == k_signature;
}

}  // namespace

bool is_version_2(const std::string& folder) { return has_signature(folder + "/repo"); }

bool is_version_1(const std::string& folder) {
    boost::system::error_code error;
    if (!boost::filesystem::is_directory(folder + "/refs", error)) return false;
    const boost::filesystem::directory_iterator first(folder + "/snapshots", error);
    return !error && first != boost::filesystem::directory_iterator() && has_signature(first->path().native());
}

}  // namespace cairn::icechunk

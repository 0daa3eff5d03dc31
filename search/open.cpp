#include "search/open.hpp"

#include <sys/stat.h>

#include <system_error>

#include "base/percent.hpp"
#include "base/storage/folder_storage.hpp"
#include "base/storage/http/open_web.hpp"
#include "base/web_place.hpp"
#include "search/documents.hpp"

namespace cairn::search {

namespace {

constexpr const char* k_root_document = "catalog.json";

OpenedTree open_url(const std::string& url, const HttpSettings& settings) {
    if (!url.ends_with(".json")) return {open_web(url, settings), k_root_document};
    const std::size_t slash = url.rfind('/') + 1;
    return {open_web(url.substr(0, slash), settings), percent_decode_leniently(url.substr(slash))};
}

}  // namespace

OpenedTree open_tree(const std::string& place, const HttpSettings& settings) {
    if (is_web(place)) return open_url(place, settings);
    struct stat status {};
    if (::stat(place.c_str(), &status) != 0) throw SearchEnded(place + ": there is no such file or folder");
    if (S_ISDIR(status.st_mode)) return {std::make_unique<FolderStorage>(place), k_root_document};
    const std::size_t slash = place.rfind('/');
    if (slash == std::string::npos) return {std::make_unique<FolderStorage>("."), place};
    return {std::make_unique<FolderStorage>(place.substr(0, slash + 1)), place.substr(slash + 1)};
}

}  // namespace cairn::search

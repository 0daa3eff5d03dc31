#include "builder/publish/open_target.hpp"

#include <stdexcept>

#include "base/percent.hpp"
#include "base/secrets.hpp"
#include "base/url.hpp"
#include "builder/publish/bucket_target.hpp"
#include "builder/publish/folder_target.hpp"
#include "builder/write/check_output.hpp"

namespace cairn::publish {

namespace {

/// The path of "file:///folder"; another text is a path already.
std::string folder_of_url(const std::string& place) {
    if (scheme_of(place) != "file") return place;
    const Url url = split_url(place);
    if (!url.authority.value_or("").empty() && url.authority != "localhost")
        throw std::invalid_argument(place + ": expected file:///folder, a folder of this machine");
    return percent_decode_leniently(url.path);
}

HttpSettings settings_of(std::size_t connections) {
    HttpSettings settings;
    settings.in_flight = connections;
    settings.retries.attempts = 8;
    return settings;
}

}  // namespace

std::unique_ptr<Target> open_target(const std::string& place, const std::string& out, const S3Options& options,
                                    std::size_t connections, Filesystem& filesystem) {
    const std::string scheme = has_scheme(place) ? scheme_of(place) : "";
    if (scheme == "s3")
        return std::make_unique<BucketTarget>(place, s3_place(place, options), settings_of(connections));
    if (!scheme.empty() && scheme != "file")
        throw std::invalid_argument(discreet(place) +
                                    ": expected s3://BUCKET/PREFIX, file:///FOLDER or the path of a folder");
    const std::string folder = filesystem.resolved(folder_of_url(place));
    if (lies_in(filesystem, folder, out) || lies_in(filesystem, out, folder))
        throw std::invalid_argument("'" + folder + "' and '" + out +
                                    "' lie in each other: expected a folder apart from the catalog's");
    return std::make_unique<FolderTarget>(filesystem, folder);
}

}  // namespace cairn::publish

// Fetches published schemas into a folder: `cairn schemas pull`. The only part of the validator that uses the network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/storage/http/client.hpp"

namespace cairn::validate {

struct PullOptions {
    std::string folder;                   ///< DIR of --schemas
    std::vector<std::string> urls;        ///< empty: all that are bundled and published by others
    bool refresh = false;                 ///< also what is there whole
    std::uint64_t max_bytes = 16U << 20;  ///< of one schema
    std::size_t most = 1000;              ///< schemas, with those that they refer to
    HttpSettings http;
};

struct PulledSchema {
    enum class What {
        fetched,
        updated,  ///< fetched, and other than before
        same,     ///< fetched, and as before
        kept,     ///< not fetched, since it is there with its digest
        foreign,  ///< not fetched, since it was put there by somebody else
        failed
    };
    std::string url;
    What what = What::failed;
    std::string note = {};  ///< of a failure; of `updated`, when the file had been changed
    std::uint64_t size_bytes = 0;
};
std::string_view name_of(PulledSchema::What what);

/// The URLs of the bundled schemas that others publish, by https.
std::vector<std::string> published_schemas();

/// Which of the URLs is not https, or cannot be kept by host and path, and why; empty: all are well.
std::string complaint_about(const std::vector<std::string>& urls);

/// Calls `report` for each schema, also those that others refer to, in an order that does not depend on the network.
/// Only https is spoken (a reference by http is followed by https: the store takes both for one). Redirects follow
/// base/storage/http/redirect.hpp; what a schema of a public server refers to must be public, too. Schemas that refer
/// to what cannot be fetched are kept. Files are replaced as wholes: a signal may end the program. Throws
/// std::runtime_error when the folder cannot be used.
void pull_schemas(const PullOptions& options, const std::function<void(const PulledSchema&)>& report);

}  // namespace cairn::validate

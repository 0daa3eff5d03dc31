// The archives of a run that are on the web, each with the storage that serves it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/outcome.hpp"
#include "base/storage/web_storages.hpp"
#include "builder/config/config.hpp"

namespace cairn {

/// Storages of the archives, and of what references may be followed into; null: nothing of it is on the web. What
/// listings have beside the archives is said in `problems`, where they are given. Throws std::invalid_argument for a URL
/// that none serves, and std::runtime_error for a listing that cannot be read.
std::unique_ptr<WebStorages> web_archives(const Config& config, std::vector<Problem>* problems = nullptr);

/// Threads that wait for a server cost little: as many as requests may be under way, where an archive is on the web.
std::size_t threads_to_read(const Config& config, std::size_t jobs);

/// The storage of one URL, with the limits of the configuration. Throws as web_archives.
std::unique_ptr<Storage> open_remote(const std::string& url, const Remote& remote);

}  // namespace cairn

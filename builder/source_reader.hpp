// The reader of a run, as its configuration wants it: the one place where limits and archives become options of
// readers.
#pragma once

#include <memory>
#include <string>

#include "base/storage/web_storages.hpp"
#include "builder/config/config.hpp"
#include "builder/probe/native_reader.hpp"

namespace cairn {

/// The files that references may be followed into: those of the archives, and below what the configuration names.
/// `web`: what is fetched; null: nothing.
references::Reachable reachable_in(const Config& config, WebStorages* web);

/// A reader for one thread. `worker_program`: of libnetcdf, started when a file needs it; empty:
/// find_worker_program().
/// `web`: serves the archives that are on the web, and must outlive the reader; null: none is.
std::unique_ptr<Reader> make_source_reader(const Config& config, ReaderChoice choice,
                                           const std::string& worker_program = {}, WebStorages* web = nullptr);

}  // namespace cairn

#include "builder/source_reader.hpp"

#include "builder/discretion.hpp"
#include "builder/probe/netcdf_worker.hpp"

namespace cairn {

references::Reachable reachable_in(const Config& config, WebStorages* web) {
    references::Reachable reachable;
    reachable.web = web;
    for (const Archive& archive : config.archives) {
        reachable.archives.push_back(archive.root);
        if (!archive.href.empty()) reachable.urls.push_back({archive.href, archive.root});
    }
    for (const std::string& url : config.remote.follow) reachable.urls.push_back({url, url});
    return reachable;
}

namespace {

WorkerOptions worker_options(const Limits& limits, const std::string& program) {
    WorkerOptions worker;
    worker.program = program;
    worker.seconds_per_file = limits.worker_seconds;
    worker.memory_bytes = limits.worker_memory_bytes;
    worker.files_per_worker = limits.worker_files;
    worker.limits.coordinate_bytes = limits.coordinate_bytes;
    worker.limits.seconds = limits.worker_seconds;
    return worker;
}

}  // namespace

std::unique_ptr<Reader> make_source_reader(const Config& config, ReaderChoice choice, const std::string& worker_program,
                                           WebStorages* web) {
    const WorkerOptions worker = worker_options(config.limits, worker_program);
    return make_discreet_reader(make_native_reader([worker] { return make_netcdf_worker_reader(worker); }, choice,
                                                   worker.limits, reachable_in(config, web)));
}

}  // namespace cairn

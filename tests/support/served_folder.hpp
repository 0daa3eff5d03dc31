// Files of this machine over the loopback, and a reader that reads paths of the disk that way: suites that know nothing
// of the web run through it.
#pragma once

#include <memory>

#include "builder/probe/reader.hpp"
#include "tests/support/loopback_server.hpp"

namespace cairn::test {

/// Answers with the files of the disk as they are now, and for folders (a final '/') with a page that links to what is
/// in them.
LoopbackServer::Respond serving_disk(Ranges ranges);

/// The native reader; paths of sources are served by serving_disk, and paths of problems are those of the disk.
std::unique_ptr<Reader> make_served_reader(ReadLimits limits, Ranges ranges);

}  // namespace cairn::test

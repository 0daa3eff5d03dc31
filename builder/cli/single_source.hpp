// One path named on the command line, as the walk would see it.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "base/outcome.hpp"
#include "base/storage/web_storages.hpp"
#include "builder/config/config.hpp"
#include "builder/model/source.hpp"

namespace cairn {

/// What serves a path that is a URL, which may have credentials, and the archives on the web; null: nothing of them is
/// on the web. Throws as web_archives.
std::unique_ptr<WebStorages> web_for(const std::string& path, const Config& config);

/// The source at `path`, or the problem that it is no data. With a configuration: of the archive that holds the path,
/// and a problem when none does. `web`: that of `web_for`, of a path that may be a URL. Throws std::system_error when
/// there is nothing at a path of this machine.
Outcome<Source> single_source(const std::string& path, const Config* config = nullptr, WebStorages* web = nullptr);

}  // namespace cairn

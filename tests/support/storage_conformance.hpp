// What every storage does: one suite that all implementations run.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/storage/storage.hpp"

namespace cairn::test {

using Objects = std::map<std::string, std::string>;

/// Checks (Catch2) a storage that has exactly these objects, made by `make`.
void storage_conforms(const std::function<std::unique_ptr<Storage>(const Objects&)>& make);

}  // namespace cairn::test

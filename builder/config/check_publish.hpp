// Checks of `publish`: where the catalog will be, and its page in the browser.
#pragma once

#include "builder/config/config.hpp"
#include "builder/config/violations.hpp"

namespace cairn {

void check_publish(const Publish& publish, Violations& violations);

}  // namespace cairn

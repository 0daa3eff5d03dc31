#include "base/storage/http/environment.hpp"

#include <cstdlib>

namespace cairn {

Variable environment_variables() {
    return [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    };
}

}  // namespace cairn

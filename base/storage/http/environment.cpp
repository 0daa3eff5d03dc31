#include "base/storage/http/environment.hpp"

#include <cstdlib>

namespace cairn {

VariableLookup environment_variables() {
    return [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    };
}

}  // namespace cairn

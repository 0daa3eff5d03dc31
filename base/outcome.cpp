#include "base/outcome.hpp"

namespace cairn {

std::string_view name_of(Stage stage) {
    switch (stage) {
        case Stage::discover:
            return "discover";
        case Stage::probe:
            return "probe";
        case Stage::interpret:
            return "interpret";
        case Stage::group:
            return "group";
        case Stage::write:
            return "write";
    }
    return "unknown";
}

std::string_view name_of(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

}  // namespace cairn

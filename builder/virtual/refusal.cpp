#include "builder/virtual/refusal.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace cairn::virtualize {

Problem problem_of(const Refusal& refusal) {
    const std::string where = refusal.variable.empty() ? "" : fmt::format("variable {}: ", to_utf8(refusal.variable));
    return {.stage = Stage::group,
            .code = "virtual/refused",
            .path = to_utf8(refusal.path),
            .message = fmt::format("{}{}; {}", where, to_utf8(refusal.found), refusal.remedy)};
}

}  // namespace cairn::virtualize

#include "builder/cli/problem_json.hpp"

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace cairn {

json::Value problem_value(const Problem& problem) {
    json::Value value = json::object();
    json::set(value, "path", discreet(to_utf8(problem.path)));
    json::set(value, "stage", name_of(problem.stage));
    json::set(value, "code", problem.code);
    json::set(value, "severity", name_of(problem.severity));
    json::set(value, "message", discreet(to_utf8(problem.message)));
    if (problem.offset.has_value()) json::set(value, "offset", json::Value(*problem.offset));
    return value;
}

}  // namespace cairn

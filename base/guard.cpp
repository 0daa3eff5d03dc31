#include "base/guard.hpp"

#include <exception>
#include <new>

#include "base/text.hpp"

namespace cairn {

namespace {

/// What the exception that is being handled says of itself.
std::string what_escaped() {
    try {
        throw;
    } catch (const std::exception& error) {
        return to_utf8(error.what());
    } catch (...) {
        return "of an unknown kind";
    }
}

bool is_lack_of_memory() {
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return true;
    } catch (...) {
        return false;
    }
}

}  // namespace

Problem problem_of_escaped(Stage stage, const std::string& path) {
    Problem problem{.stage = stage, .code = std::string(name_of(stage)), .path = to_utf8(path), .message = {}};
    if (is_lack_of_memory()) {
        problem.code += "/out-of-memory";
        problem.message =
            "no memory was left for it; give the run more memory or fewer threads (--jobs), or exclude the path";
        return problem;
    }
    problem.code += "/internal";
    problem.message = "found a case that cairn does not expect (" + what_escaped() +
                      "); this is a fault of cairn, not of yours: please report it with the output of `cairn "
                      "--version`, this message and the input, or as much of it as shows the fault; exclude the path "
                      "until it is mended";
    return problem;
}

}  // namespace cairn

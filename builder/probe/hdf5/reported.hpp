// What ends the reading of a file early, as the values that leave this folder.
#pragma once

#include <fmt/format.h>

#include <utility>

#include "base/outcome.hpp"
#include "base/text.hpp"
#include "builder/probe/hdf5/failure.hpp"
#include "builder/probe/native_result.hpp"

namespace cairn::hdf5 {

/// `read()` as an Outcome of `Result`, which is made of what it returns or of Declined.
template <class Result, class Read>
Outcome<Result> reported(Read read) {
    try {
        return Result(read());
    } catch (const Unsupported& unsupported) {
        return Result(Declined{unsupported.reason});
    } catch (const Damage& damage) {
        Problem problem;
        problem.code = "probe/damaged";
        problem.message = fmt::format("{} (at byte {}); the file is damaged: fetch or write it again",
                                      to_utf8(damage.what), damage.offset);
        problem.offset = damage.offset;
        return problem;
    } catch (const Refused& refused) {
        Problem problem;
        problem.code = refused.code;
        problem.message = refused.what;
        return problem;
    }
}

}  // namespace cairn::hdf5

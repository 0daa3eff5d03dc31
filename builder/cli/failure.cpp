#include "builder/cli/failure.hpp"

#include <stdexcept>

#include "builder/ledger/ledger_file.hpp"
#include "builder/pipeline.hpp"
#include "builder/shards/shard_set.hpp"
#include "builder/state/state.hpp"
#include "builder/write/lock.hpp"

namespace cairn {

Ending ending_of(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const LockedError& locked) {
        return {ExitCode::locked, locked.what()};
    } catch (const StateLocked& locked) {
        return {ExitCode::locked, locked.what()};
    } catch (const StateRefused& refused) {
        return {ExitCode::usage, refused.what()};
    } catch (const LedgerRefused& refused) {
        return {ExitCode::usage, refused.what()};
    } catch (const PlanRefused& refused) {
        return {ExitCode::usage, refused.what()};
    } catch (const ShardsRefused& refused) {
        return {ExitCode::usage, refused.what()};
    } catch (const FramesDamaged& damaged) {
        return {ExitCode::usage, damaged.what()};
    } catch (const Interrupted& interrupted) {
        return {ExitCode::interrupted, interrupted.what()};
    } catch (const std::invalid_argument& usage) {
        return {ExitCode::usage, usage.what()};
    } catch (const std::exception& other) {
        return {ExitCode::input_output, other.what()};
    }
}

}  // namespace cairn

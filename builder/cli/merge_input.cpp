#include "builder/cli/merge_input.hpp"

#include <stdexcept>

#include "builder/planning.hpp"
#include "builder/write/check_output.hpp"

namespace cairn {

BuildCommand planned_command(BuildCommand command, const PlanHead& head) {
    command.config = head.inputs.config;
    command.archive = head.inputs.archive;
    command.records = head.inputs.records;
    command.href = head.inputs.href;
    command.preset = head.inputs.preset;
    command.reader = static_cast<ReaderChoice>(head.reader);
    command.trust = static_cast<Trust>(head.trust);
    command.accept_removals = command.accept_removals || head.accept_removals;
    if (command.state.empty() && !command.no_state) command.state = head.state;
    if (command.ledger.empty()) command.ledger = head.ledger;
    return command;
}

void MergeInput::apply(const Config& config, const Filesystem& filesystem, BuildOptions& options) {
    refuse_other_configuration(m_plan, config);
    for (const Archive& archive : config.archives) {
        if (!lies_in(filesystem, options.out, archive.root)) continue;
        throw std::invalid_argument("the output folder '" + options.out + "' lies in the archive '" + archive.root +
                                    "', and the plan took what is there for data: choose a folder outside, or use "
                                    "'cairn build'");
    }
    options.now_s = m_plan.head().now_s;
    options.shards = &m_shards;
}

}  // namespace cairn

#include "builder/cli/merge_input.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <stdexcept>

#include "builder/config/environment.hpp"
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

namespace {

/// What documents follow from beside the plan, the shards and what is kept of earlier runs. Nodes of a cluster may each have
/// a copy of the program: its version counts, and not its file.
std::uint64_t inputs_of_documents(const PlanFolder& plan, const Config& config, const BuildOptions& options) {
    std::string inputs = fmt::format("{}\n{}\n{}\n{}", plan.id(), config.origin, options.program, options.out);
    const EnvironmentLookup value = process_environment();
    for (const EnvironmentSetting& setting : environment_settings()) {
        const std::string name(setting.variable);
        inputs += '\n' + value(name).value_or("");
    }
    return XXH3_64bits(inputs.data(), inputs.size());
}

}  // namespace

MergeInput::MergeInput(const BuildCommand& command) : m_plan(command.plan), m_shards(m_plan, command.shards) {}

void MergeInput::take_parts(const std::string& folder) {
    if (!folder.empty()) m_parts.emplace(folder, m_plan);
}

void MergeInput::make_part(const std::string& folder, std::uint32_t part, std::uint32_t of, const Config& config,
                           const BuildOptions& options) {
    m_shards.share_tree({folder, inputs_of_documents(m_plan, config, options), part, of, nullptr});
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
    if (m_parts) m_shards.share_tree({{}, inputs_of_documents(m_plan, config, options), 0, 0, &*m_parts});
}

}  // namespace cairn

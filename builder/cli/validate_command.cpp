#include <iostream>

#include "base/end_on_signals.hpp"
#include "builder/cli/asset_reader.hpp"
#include "builder/cli/commands.hpp"
#include "validator/command.hpp"
#include "validator/rule_list.hpp"

namespace cairn {

ExitCode run_validate(const validate::Command& command, Console& console, const std::atomic<bool>& stop) {
    end_on_signals();  // nothing is under way that would have to be undone
    validate::Command judged = command;
    judged.options.asset_reader = make_asset_reader();
    const validate::Answer answer = validate::run(judged, stop);
    std::cout << answer.text;
    if (!answer.complaint.empty()) console.error(answer.complaint);
    return answer.code;
}

ExitCode run_rules(const RulesCommand& command) {
    std::cout << (command.format == "json" ? validate::rules_as_json() : validate::rules_as_text());
    return ExitCode::clean;
}

}  // namespace cairn

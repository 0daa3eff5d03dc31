#include "validator/rules/table.hpp"

#include <algorithm>

namespace cairn::validate {

const std::vector<const Rule*>& rule_table() {
#define CAIRN_ADDRESS_OF_RULE(name) &rules::name,
    static const std::vector<const Rule*> k_table{CAIRN_RULES(CAIRN_ADDRESS_OF_RULE)};
#undef CAIRN_ADDRESS_OF_RULE
    return k_table;
}

const Rule* find_rule(std::string_view id) {
    const std::vector<const Rule*>& table = rule_table();
    const auto row = [&](std::string_view wanted) -> const Rule* {
        const auto found =
            std::find_if(table.begin(), table.end(), [wanted](const Rule* rule) { return rule->id == wanted; });
        return found == table.end() ? nullptr : *found;
    };
    if (const Rule* exact = row(id)) return exact;
    return id.starts_with("schema/") && id.size() > 7 ? row(rules::k_schema.id) : nullptr;
}

}  // namespace cairn::validate

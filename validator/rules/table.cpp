#include "validator/rules/table.hpp"

#include <algorithm>

namespace cairn::validate {

const std::vector<const Rule*>& rule_table() {
    using namespace rules;
    static const std::vector<const Rule*> k_table{&k_extent_uncovered,   &k_id_duplicate,       &k_json_byte_order_mark,
                                                  &k_json_duplicate_key, &k_json_syntax,        &k_json_unreadable,
                                                  &k_link_collection,    &k_link_inverse,       &k_link_missing_target,
                                                  &k_link_outside,       &k_link_root,          &k_link_self,
                                                  &k_page_chain,         &k_page_count,         &k_page_directory,
                                                  &k_page_items,         &k_report_more,        &k_schema,
                                                  &k_schema_budget,      &k_schema_not_checked, &k_time_order,
                                                  &k_tree_met_again,     &k_tree_orphan,        &k_tree_special_file,
                                                  &k_tree_unreadable};
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

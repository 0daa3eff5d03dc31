// All rules. A new rule is a file beside this one, a line below and one in table.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "validator/rules/rule.hpp"

namespace cairn::validate {

/// Every rule, by id. Each id that a finding can have is that of one row.
const std::vector<const Rule*>& rule_table();

/// The row of an id, or nullptr: "schema/datacube" is that of "schema/*".
const Rule* find_rule(std::string_view id);

/// All rules, by id, a line each: what is not in this list does not exist.
// clang-format off
#define CAIRN_RULES(row) \
    row(k_data_checksum) \
    row(k_data_metadata) \
    row(k_data_missing) \
    row(k_data_size) \
    row(k_data_unreadable) \
    row(k_extent_uncovered) \
    row(k_id_duplicate) \
    row(k_json_byte_order_mark) \
    row(k_json_duplicate_key) \
    row(k_json_syntax) \
    row(k_json_unreadable) \
    row(k_link_collection) \
    row(k_link_inverse) \
    row(k_link_missing_target) \
    row(k_link_outside) \
    row(k_link_root) \
    row(k_link_self) \
    row(k_page_chain) \
    row(k_page_count) \
    row(k_page_directory) \
    row(k_page_items) \
    row(k_report_more) \
    row(k_schema) \
    row(k_schema_budget) \
    row(k_schema_not_checked) \
    row(k_time_order) \
    row(k_tree_met_again) \
    row(k_tree_orphan) \
    row(k_tree_special_file) \
    row(k_tree_unreadable)
// clang-format on

namespace rules {

#define CAIRN_DECLARE_RULE(name) extern const Rule name;
CAIRN_RULES(CAIRN_DECLARE_RULE)
#undef CAIRN_DECLARE_RULE

}  // namespace rules

}  // namespace cairn::validate

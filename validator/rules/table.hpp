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

namespace rules {

extern const Rule k_extent_uncovered;
extern const Rule k_id_duplicate;
extern const Rule k_json_byte_order_mark;
extern const Rule k_json_duplicate_key;
extern const Rule k_json_syntax;
extern const Rule k_json_unreadable;
extern const Rule k_link_collection;
extern const Rule k_link_inverse;
extern const Rule k_link_missing_target;
extern const Rule k_link_outside;
extern const Rule k_link_root;
extern const Rule k_link_self;
extern const Rule k_page_chain;
extern const Rule k_page_count;
extern const Rule k_page_directory;
extern const Rule k_page_items;
extern const Rule k_report_more;
extern const Rule k_schema;
extern const Rule k_schema_budget;
extern const Rule k_schema_not_checked;
extern const Rule k_time_order;
extern const Rule k_tree_met_again;
extern const Rule k_tree_orphan;
extern const Rule k_tree_special_file;
extern const Rule k_tree_unreadable;

}  // namespace rules

}  // namespace cairn::validate

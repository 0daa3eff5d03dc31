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
    row(k_asset_missing) \
    row(k_band_list) \
    row(k_box_antimeridian) \
    row(k_box_geometry) \
    row(k_box_height) \
    row(k_box_order) \
    row(k_box_range) \
    row(k_cube_dimension) \
    row(k_cube_extent) \
    row(k_cube_step) \
    row(k_data_checksum) \
    row(k_data_metadata) \
    row(k_data_missing) \
    row(k_data_size) \
    row(k_data_unreadable) \
    row(k_document_size) \
    row(k_extension_not_listed) \
    row(k_extent_overall) \
    row(k_extent_too_large) \
    row(k_extent_uncovered) \
    row(k_geometry_antimeridian) \
    row(k_geometry_hole_outside) \
    row(k_geometry_hole_overlap) \
    row(k_geometry_overlap) \
    row(k_geometry_range) \
    row(k_geometry_ring_closed) \
    row(k_geometry_ring_winding) \
    row(k_geometry_self_crossing) \
    row(k_geometry_swapped) \
    row(k_id_characters) \
    row(k_id_duplicate) \
    row(k_json_byte_order_mark) \
    row(k_json_duplicate_key) \
    row(k_json_syntax) \
    row(k_json_unreadable) \
    row(k_license_expression) \
    row(k_link_collection) \
    row(k_link_cycle) \
    row(k_link_inverse) \
    row(k_link_kind) \
    row(k_link_media_type) \
    row(k_link_missing_target) \
    row(k_link_outside) \
    row(k_link_parents) \
    row(k_link_repeated) \
    row(k_link_root) \
    row(k_link_root_missing) \
    row(k_link_self) \
    row(k_page_chain) \
    row(k_page_collections) \
    row(k_page_count) \
    row(k_page_directory) \
    row(k_page_items) \
    row(k_page_order) \
    row(k_report_more) \
    row(k_schema) \
    row(k_schema_budget) \
    row(k_schema_not_checked) \
    row(k_summary_values) \
    row(k_time_datetime) \
    row(k_time_default) \
    row(k_time_order) \
    row(k_title_blank) \
    row(k_title_link) \
    row(k_tree_met_again) \
    row(k_tree_orphan) \
    row(k_tree_special_file) \
    row(k_tree_unreadable) \
    row(k_virtual_pointer) \
    row(k_zarr_group) \
    row(k_zarr_media_type) \
    row(k_zarr_profile) \
    row(k_zarr_store_link)
// clang-format on

namespace rules {

#define CAIRN_DECLARE_RULE(name) extern const Rule name;
CAIRN_RULES(CAIRN_DECLARE_RULE)
#undef CAIRN_DECLARE_RULE

}  // namespace rules

}  // namespace cairn::validate

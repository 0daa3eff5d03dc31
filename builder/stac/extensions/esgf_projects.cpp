#include "builder/stac/extensions/esgf_projects.hpp"

#include <array>

namespace cairn::extensions::esgf {

namespace {

constexpr std::array k_cmip6_fields{
    Field{"activity_id", Need::required, Form::list},
    Field{"conventions", Need::optional, Form::list},
    Field{"data_specs_version"},
    Field{"experiment", Need::optional},
    Field{"experiment_id"},
    Field{"forcing_index", Need::optional},
    Field{"frequency"},
    Field{"grid", Need::optional},
    Field{"grid_label"},
    Field{"initialization_index", Need::optional},
    Field{"institution", Need::optional},
    Field{"institution_id"},
    Field{"license", Need::optional},
    Field{"member_id"},
    Field{"nominal_resolution"},
    Field{"physics_index", Need::optional},
    Field{"pid"},
    Field{"product"},
    Field{"realization_index", Need::optional},
    Field{"realm", Need::required, Form::list},
    Field{"source", Need::optional},
    Field{"source_id"},
    Field{"source_type", Need::required, Form::list},
    Field{"sub_experiment", Need::optional},
    Field{"sub_experiment_id"},
    Field{"table_id"},
    Field{"variable_cf_standard_name"},
    Field{"variable_id"},
    Field{"variable_long_name"},
    Field{"variable_units"},
    Field{"variant_label"},
};

constexpr std::array k_cmip7_fields{
    Field{"activity_id"},
    Field{"area_label"},
    Field{"branch_time_in_child", Need::optional, Form::number},
    Field{"branch_time_in_parent", Need::optional, Form::number},
    Field{"Conventions", Need::optional, Form::list},
    Field{"data_specs_version"},
    Field{"drs_specs"},
    Field{"experiment", Need::optional},
    Field{"experiment_id"},
    Field{"forcing_index"},
    Field{"frequency"},
    Field{"grid_label"},
    Field{"horizontal_label"},
    Field{"initialization_index"},
    Field{"institution", Need::optional},
    Field{"institution_id"},
    Field{"license", Need::optional},
    Field{"license_id"},
    Field{"mip_era"},
    Field{"nominal_resolution"},
    Field{"parent_activity_id", Need::optional},
    Field{"parent_experiment_id", Need::optional},
    Field{"parent_mip_era", Need::optional},
    Field{"parent_source_id", Need::optional},
    Field{"parent_time_units", Need::optional},
    Field{"parent_variant_label", Need::optional},
    Field{"physics_index"},
    Field{"pid"},
    Field{"product"},
    Field{"realization_index"},
    Field{"realm", Need::required, Form::list},
    Field{"region"},
    Field{"source", Need::optional},
    Field{"source_id"},
    Field{"temporal_label"},
    Field{"variable_branded_name"},
    Field{"variable_branding_suffix"},
    Field{"variable_cf_standard_name"},
    Field{"variable_id"},
    Field{"variable_long_name"},
    Field{"variable_units"},
    Field{"variant_label"},
    Field{"vertical_label"},
};

constexpr Project k_cmip6{"cmip6:",
                          "https://esgf.github.io/stac-transaction-api/cmip6/v3.0.4/schema.json",
                          k_cmip6_fields,
                          R"(CMIP6(\.[A-Za-z0-9-]+){8}\.v[0-9]{8})",
                          "CMIP6",
                          true,
                          false};
constexpr Project k_cmip7{"cmip7:",
                          "https://esgf.github.io/stac-transaction-api/cmip7/v3.0.6/schema.json",
                          k_cmip7_fields,
                          R"(MIP-DRS7\.CMIP7(\.[A-Za-z0-9-]+){10}\.v[0-9]{8})",
                          "CMIP7",
                          false,
                          true};
}  // namespace

const Project& project_of(Esgf name) { return name == Esgf::cmip7 ? k_cmip7 : k_cmip6; }

}  // namespace cairn::extensions::esgf

// What the extensions of ESGF's transaction API ask for, a table each (https://esgf.github.io/stac-transaction-api).
#pragma once

#include <span>
#include <string_view>

#include "builder/config/config.hpp"

namespace cairn::extensions::esgf {

enum class Form { text, list, number };
enum class Need { required, optional };

/// A member of an Item's properties, without the prefix of the project.
struct Field {
    std::string_view name;
    Need need = Need::required;
    Form form = Form::text;
};

struct Project {
    std::string_view prefix;
    std::string_view url;
    std::span<const Field> fields;
    std::string_view id;  ///< RE2 for the id of an Item
    std::string_view collection;
    bool needs_citation;     ///< a link with rel cite-as
    bool needs_checksums;    ///< file:size, file:checksum and file:local_path of assets that are netCDF
    bool needs_tracking_ids = false;  ///< of each asset
};

/// Precondition: a project, not Esgf::none. Lives as long as the program.
const Project& project_of(Esgf name);

}  // namespace cairn::extensions::esgf

#include "builder/config/config.hpp"

namespace cairn {

Removed removed_named(std::string_view name) {
    if (name == "deprecate") return Removed::deprecate;
    return name == "retain" ? Removed::retain : Removed::remove;
}

Esgf esgf_named(std::string_view name) {
    if (name == "cmip6") return Esgf::cmip6;
    if (name == "cmip7") return Esgf::cmip7;
    return name == "cordex-cmip6" ? Esgf::cordex_cmip6 : Esgf::none;
}

Checksums checksums_named(std::string_view name) {
    if (name == "lists") return Checksums::lists;
    return name == "compute" ? Checksums::compute : Checksums::none;
}

const std::string& archive_name(const Config& config, std::size_t index) {
    const std::size_t archives = config.archives.size();
    return index < archives ? config.archives[index].name : config.records.at(index - archives).name;
}

}  // namespace cairn

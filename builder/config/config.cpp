#include "builder/config/config.hpp"

namespace cairn {

Removed removed_named(std::string_view name) {
    if (name == "deprecate") return Removed::deprecate;
    return name == "retain" ? Removed::retain : Removed::remove;
}

const std::string& archive_name(const Config& config, std::size_t index) {
    const std::size_t archives = config.archives.size();
    return index < archives ? config.archives[index].name : config.records.at(index - archives).name;
}

}  // namespace cairn

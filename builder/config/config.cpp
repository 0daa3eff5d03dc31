#include "builder/config/config.hpp"

namespace cairn {

const std::string& archive_name(const Config& config, std::size_t index) {
    const std::size_t archives = config.archives.size();
    return index < archives ? config.archives[index].name : config.records.at(index - archives).name;
}

}  // namespace cairn

#include "builder/init/content.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include "base/parallel.hpp"
#include "builder/init/sample.hpp"
#include "builder/interpret/stated_attributes.hpp"
#include "builder/model/dataset.hpp"
#include "builder/probe/reader.hpp"
#include "builder/source_reader.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_variables = 1'000;

bool is_own_of_a_dimension(const Dataset& dataset, const Variable& variable) {
    return variable.dimensions.size() == 1 && dimension(dataset, variable.dimensions.front()).name == variable.name;
}

Content content_of(const Source& source, const Dataset& dataset) {
    Content content{&source, stated_attributes(dataset), {}, {}};
    for (const Group& group : dataset.groups) {
        for (const Variable& variable : group.variables) {
            if (content.variables.size() >= k_most_variables) return content;
            if (!is_own_of_a_dimension(dataset, variable)) content.variables.push_back(variable.name);
            for (const Attribute& attribute : variable.attributes) {
                std::string text = text_attribute(variable.attributes, attribute.name);
                if (!text.empty()) content.of_variables.emplace_back(attribute.name, std::move(text));
            }
        }
    }
    return content;
}

}  // namespace

std::vector<Content> read_contents(const std::vector<Source>& sources, std::size_t most, const Config& config,
                                   WebStorages* web, const std::atomic<bool>& stop) {
    const std::vector<std::size_t> chosen = spread(sources.size(), most);
    const std::size_t readers = web == nullptr ? 1 : config.remote.requests;
    std::vector<std::optional<Content>> read(chosen.size());
    with_threads(readers)(readers, [&](std::size_t first) {
        const std::unique_ptr<Reader> reader = make_source_reader(config, ReaderChoice::automatic, {}, web);
        for (std::size_t i = first; i < chosen.size() && !stop; i += readers) {
            const Source& source = sources[chosen[i]];
            const Outcome<Dataset> dataset = reader->read(source);
            if (dataset) read[i] = content_of(source, *dataset);
        }
    });
    std::vector<Content> contents;
    for (std::optional<Content>& one : read) {
        if (one) contents.push_back(*std::move(one));
    }
    return contents;
}

}  // namespace cairn

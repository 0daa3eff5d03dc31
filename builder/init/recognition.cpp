#include "builder/init/recognition.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/glob.hpp"
#include "builder/config/load.hpp"
#include "builder/config/presets.hpp"
#include "builder/group/place.hpp"
#include "builder/init/recognise_rules.hpp"

namespace cairn {

namespace {

bool has_condition(const Match& match) { return !match.paths.empty() || !match.attributes.empty(); }

/// The glob that takes most; where it is too long to be read, what it takes shows more.
std::string path_reason(const std::vector<std::string>& globs, const std::vector<const Content*>& taken) {
    constexpr std::size_t k_longest = 60;
    const auto matches = [&](const std::string& text) {
        const Glob glob(text);
        return std::ranges::count_if(taken, [&](const Content* one) { return glob.matches(one->source->relative); });
    };
    const std::string& most = *std::ranges::max_element(globs, {}, matches);
    if (most.size() <= k_longest || taken.empty()) return "paths are as " + most;
    const std::string& path = taken.front()->source->relative;
    return "names are as " + path.substr(path.rfind('/') + 1);
}

/// "mip_era is CMIP6", of the rule that takes most.
std::string reason_of(const RecogniseRules& said, const Match& match, const std::vector<const Content*>& taken) {
    std::string reason;
    const auto add = [&](const std::string& text) { reason += (reason.empty() ? "" : ", ") + text; };
    for (const auto& [name, pattern] : match.attributes) add(fmt::format("{} is {}", name, pattern));
    for (const auto& [name, pattern] : said.attributes) add(fmt::format("{} is {}", name, pattern));
    for (const auto& [name, pattern] : said.variables) add(fmt::format("a variable's {} is {}", name, pattern));
    if (reason.empty() && !said.paths.empty()) add(path_reason(said.paths, taken));
    if (reason.empty() && !match.paths.empty()) add(path_reason(match.paths, taken));
    return reason;
}

struct Candidate {
    Recognised found;
    bool is_sure = false;  ///< it asks for attributes, or says itself how it is told
};

Candidate candidate(const std::string& preset, const std::vector<Content>& contents, const std::string& root) {
    constexpr double k_most = 0.8;
    Candidate result{{preset, {}, {}}, false};
    auto loaded = preset_config(preset, root, {});
    const Config* config = std::get_if<Config>(&loaded);
    if (config == nullptr) return result;
    const std::optional<RecogniseRules> said = recognise_rules_of(preset);
    const Placer placer(*config);
    Interner<Facets> facets;
    std::size_t as_said = 0;
    std::size_t failed = 0;  // a rule takes the file and cannot give it ids
    std::map<std::size_t, std::size_t> by_rule;
    for (std::size_t i = 0; i < contents.size(); ++i) {
        const auto placement = placer.place(*contents[i].source, &contents[i].stated, facets);
        if (!placement && placement.problem().severity == Severity::error) ++failed;
        if (!placement) continue;
        const CollectionRule& rule = config->collections[placement->collection_rule];
        if (!has_condition(rule.match) && !said) continue;
        result.found.contents.push_back(i);
        ++by_rule[placement->collection_rule];
        if (!said || said->hold_for(contents[i])) ++as_said;
    }
    const std::size_t taken = result.found.contents.size() + failed;
    if (static_cast<double>(as_said) < k_most * static_cast<double>(taken)) return {};
    if (by_rule.empty()) return result;
    const auto most = std::ranges::max_element(by_rule, {}, [](const auto& one) { return one.second; });
    const Match& match = config->collections[most->first].match;
    const RecogniseRules told = said.value_or(RecogniseRules());
    std::vector<const Content*> taken_contents;
    for (const std::size_t index : result.found.contents) taken_contents.push_back(&contents[index]);
    result.found.because = reason_of(told, match, taken_contents);
    result.is_sure = !match.attributes.empty() || said.has_value();
    return result;
}

}  // namespace

std::vector<Recognised> recognise(const std::vector<Content>& contents, const std::string& root) {
    std::vector<Candidate> candidates;
    for (const std::string& preset : preset_names()) candidates.push_back(candidate(preset, contents, root));
    std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) {
        return std::pair(a.is_sure, a.found.contents.size()) > std::pair(b.is_sure, b.found.contents.size());
    });
    std::set<std::size_t> taken;
    std::vector<Recognised> result;
    for (Candidate& one : candidates) {
        std::erase_if(one.found.contents, [&](std::size_t index) { return taken.count(index) > 0; });
        if (one.found.contents.empty()) continue;
        taken.insert(one.found.contents.begin(), one.found.contents.end());
        result.push_back(std::move(one.found));
    }
    return result;
}

}  // namespace cairn

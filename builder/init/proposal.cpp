#include "builder/init/proposal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>
#include <variant>

#include "base/interrupted.hpp"
#include "builder/config/defaults.hpp"
#include "builder/config/load.hpp"
#include "builder/init/draft.hpp"
#include "builder/init/outlook.hpp"
#include "builder/init/web_sample.hpp"
#include "builder/web_archives.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_exclusions = 200;
constexpr std::size_t k_rounds = 3;  // what was excluded may bring to light what it hid
constexpr std::uint64_t k_tolerated = 10'000;

Config config_of(const Proposal& proposal, const std::string& name) {
    auto parsed = parse_config(configuration_text(proposal, name), name);
    if (const auto* errors = std::get_if<std::vector<ConfigError>>(&parsed))
        throw std::logic_error("init wrote a configuration that is none: " + to_text(*errors));
    return std::get<Config>(std::move(parsed));
}

std::string as_glob(std::string_view relative) {
    // A glob without '/' is held against names in any folder.
    std::string glob = relative.find('/') == std::string_view::npos ? "/" : "";
    for (const char c : relative) {
        if (std::string_view("*?[]{}\\").find(c) != std::string_view::npos) glob += '\\';
        glob += c;
    }
    return glob;
}

/// The source that a path is, or lies in: what is wrong within a store costs the store.
std::string_view source_at(std::string_view relative, const std::set<std::string_view>& sources) {
    for (std::string_view at = relative;;) {
        if (sources.count(at) > 0) return at;
        const std::size_t slash = at.rfind('/');
        if (slash == std::string_view::npos) return relative;
        at = at.substr(0, slash);
    }
}

void exclude(Proposal& proposal, const std::vector<Problem>& errors) {
    const std::string below = proposal.root + '/';
    std::set<std::string> known;
    for (const Exclusion& exclusion : proposal.excluded) known.insert(exclusion.glob);
    std::set<std::string_view> sources;
    for (const Source& source : proposal.sample.sources) sources.insert(source.relative);
    for (const Problem& error : errors) {
        if (!error.path.starts_with(below) || proposal.excluded.size() == k_most_exclusions) continue;
        const std::string glob = as_glob(source_at(std::string_view(error.path).substr(below.size()), sources));
        if (known.insert(glob).second) proposal.excluded.push_back({glob, error.message});
    }
    std::ranges::sort(proposal.excluded, {}, &Exclusion::glob);
}

/// The files that no preset takes: of those that were read, or of all where no preset takes any.
std::vector<const Source*> left_by_presets(const Proposal& proposal, const std::vector<Content>& contents) {
    std::set<const Source*> taken;
    for (const Recognised& preset : proposal.presets) {
        for (const std::size_t index : preset.contents) taken.insert(contents[index].source);
    }
    std::vector<const Source*> left;
    if (taken.empty()) {
        for (const Source& source : proposal.sample.sources) left.push_back(&source);
        return left;
    }
    for (const Content& content : contents) {
        if (taken.count(content.source) == 0) left.push_back(content.source);
    }
    return left;
}

void look_ahead(Proposal& proposal, const InitOptions& options, const std::vector<Content>& contents,
                const std::atomic<bool>& stop) {
    proposal.is_exact = proposal.sample.is_whole && proposal.sample.sources.size() <= options.most_built;
    std::size_t remaining = 0;
    for (std::size_t round = 0; round < k_rounds; ++round) {
        const Config config = config_of(proposal, options.name);
        Outlook outlook =
            proposal.is_exact ? outlook_of_build(config, options.jobs, stop) : outlook_of_rules(config, contents);
        proposal.planned = std::move(outlook.planned);
        proposal.failed += outlook.errors.size();
        remaining = outlook.errors.size();
        const std::size_t before = proposal.excluded.size();
        exclude(proposal, outlook.errors);
        if (proposal.excluded.size() == before) break;
    }
    proposal.max_problems = proposal.is_exact ? remaining : proposal.failed > 0 ? k_tolerated : 0;
}

}  // namespace

Proposal propose(const InitOptions& options, const std::atomic<bool>& stop) {
    Proposal proposal;
    const Config config = default_config(options.root, options.href);
    const Archive& archive = config.archives.front();
    proposal.root = archive.root;
    proposal.archive = archive.name;
    proposal.href = without_final_slash(options.href);
    proposal.listing = archive.listing;
    const std::unique_ptr<WebStorages> web = web_archives(config);
    proposal.sample = web ? sample_web_archive(archive, config.remote, *web, options.bounds, stop)
                          : sample_archive(proposal.root, options.bounds, stop);
    if (stop) throw Interrupted("interrupted: nothing was written");
    if (proposal.sample.sources.empty()) return proposal;
    const std::vector<Content> contents =
        read_contents(proposal.sample.sources, options.most_read, config, web.get(), stop);
    proposal.read = contents.size();
    proposal.failed = std::min(proposal.sample.sources.size(), options.most_read) - contents.size();
    proposal.presets = recognise(contents, proposal.root);
    const std::vector<const Source*> left = left_by_presets(proposal, contents);
    proposal.shapes = shapes_of(left, contents);
    proposal.has_others =
        !left.empty() || (!proposal.presets.empty() && proposal.read < proposal.sample.sources.size());
    if (stop) throw Interrupted("interrupted: nothing was written");
    look_ahead(proposal, options, contents, stop);
    return proposal;
}

}  // namespace cairn

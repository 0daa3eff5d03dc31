// One collection rule with its patterns compiled.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/glob.hpp"
#include "builder/config/config.hpp"
#include "builder/config/path_pattern.hpp"
#include "builder/config/template.hpp"
#include "builder/group/facets.hpp"
#include "builder/group/name_time.hpp"
#include "builder/model/stated_attributes.hpp"

namespace re2 {
class RE2;
}

namespace cairn {

/// Threads: const use from any number of threads.
class CompiledRule {
  public:
    /// `rule` must outlive this. Throws std::invalid_argument when something cannot be compiled.
    explicit CompiledRule(const CollectionRule& rule);
    ~CompiledRule();

    const CollectionRule& rule() const { return m_rule; }

    /// Why the rule does not take a file: the first condition that fails, with what was found; nullopt when it takes
    /// it.
    std::optional<std::string> why_not(const Source& source, const std::string& archive_name,
                                       const StatedAttributes* stated) const;
    FoundFacets facets(const Source& source, const StatedAttributes* stated) const;

    /// The time in the path by `time_from_name`; nullopt when there is no pattern, or it finds no date.
    std::optional<DatePeriod> time_from_name(const Source& source) const;

    /// The facets that the rule could give a file, by where they come from: "path", "regex", "attribute 'x'".
    std::map<std::string, std::string> facet_sources() const;
    /// Why a facet that the rule could give is not there.
    std::string why_missing(const std::string& facet, const Source& source, const StatedAttributes* stated) const;
    /// The folders at the start of the glob that takes a path, up to the first wild card: they say nothing about the
    /// item.
    std::string literal_folders(const std::string& relative) const;

    const Template& collection_id() const { return m_collection; }
    const Template& item_id() const { return m_item; }
    const Template& asset_id() const { return m_asset; }
    const Template& asset_title() const { return m_asset_title; }

  private:
    const CollectionRule& m_rule;
    std::vector<Glob> m_paths;                                                          ///< of Match::paths
    std::vector<std::pair<std::string, std::unique_ptr<const re2::RE2>>> m_attributes;  ///< of Match::attributes
    std::optional<PathPattern> m_path_pattern;
    std::unique_ptr<const re2::RE2> m_regex;  ///< of FacetRules::path_regex
    std::optional<NameTime> m_name_time;      ///< of CollectionRule::time_from_name
    Template m_collection, m_item, m_asset, m_asset_title;
};

}  // namespace cairn

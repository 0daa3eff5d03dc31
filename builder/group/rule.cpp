#include "builder/group/rule.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <stdexcept>

#include "builder/config/expression.hpp"

namespace cairn {

namespace {

Template parsed(const std::string& text) {
    auto result = Template::parse(text);
    if (const auto* error = std::get_if<TemplateError>(&result)) {
        throw std::invalid_argument("not a template: '" + text + "': " + error->message);
    }
    return std::get<Template>(std::move(result));
}

/// Whether an attribute, which may be a list of words, names what the path says.
bool names(std::string_view attribute, std::string_view value) {
    if (attribute == value) return true;
    for (std::size_t at = attribute.find(value); at != std::string_view::npos; at = attribute.find(value, at + 1)) {
        const std::size_t end = at + value.size();
        const bool begins = at == 0 || attribute[at - 1] == ' ' || attribute[at - 1] == ',';
        if (begins && (end == attribute.size() || attribute[end] == ' ' || attribute[end] == ',')) return true;
    }
    return false;
}

}  // namespace

CompiledRule::CompiledRule(const CollectionRule& rule)
    : m_rule(rule),
      m_collection(parsed(rule.id)),
      m_item(parsed(rule.item)),
      m_asset(parsed(rule.asset)),
      m_asset_title(parsed(rule.asset_title)) {
    for (const std::string& glob : rule.match.paths) m_paths.emplace_back(glob);
    for (const auto& [name, pattern] : rule.match.attributes)
        m_attributes.emplace_back(name, checked_expression(pattern));
    if (!rule.facets.path_regex.empty()) m_regex = checked_expression(rule.facets.path_regex);
    if (!rule.time_from_name.empty()) m_name_time.emplace(rule.time_from_name);
    if (rule.facets.path_pattern.empty()) return;
    auto pattern = PathPattern::compile(rule.facets.path_pattern);
    if (const auto* message = std::get_if<std::string>(&pattern)) throw std::invalid_argument(*message);
    m_path_pattern.emplace(std::get<PathPattern>(std::move(pattern)));
}

CompiledRule::~CompiledRule() = default;

std::optional<std::string> CompiledRule::why_not(const Source& source, const std::string& archive_name,
                                                 const StatedAttributes* stated) const {
    const Match& match = m_rule.match;
    if (!match.archive.empty() && match.archive != archive_name) {
        return fmt::format("it is for the archive '{}', the file is in '{}'", match.archive, archive_name);
    }
    bool path_fits = m_paths.empty();
    for (const Glob& glob : m_paths) path_fits = path_fits || glob.matches(source.relative);
    if (!path_fits) return fmt::format("the path matches none of '{}'", fmt::join(match.paths, "', '"));
    for (const auto& [name, regex] : m_attributes) {
        if (stated == nullptr) return fmt::format("it asks for the attribute '{}', and the file was not read", name);
        const std::string_view value = stated->text(name);
        if (!RE2::FullMatch(re2::StringPiece(value.data(), value.size()), *regex)) {
            return fmt::format("the attribute '{}' is '{}', it must match '{}'", name, value, regex->pattern());
        }
    }
    return std::nullopt;
}

FoundFacets CompiledRule::facets(const Source& source, const StatedAttributes* stated) const {
    FoundFacets found;
    if (m_path_pattern) {
        if (auto values = m_path_pattern->match(source.relative)) {
            for (auto& [name, value] : *values) found.emplace(name, FoundFacet{std::move(value), "path"});
        }
    }
    if (m_regex) {
        std::vector<re2::StringPiece> groups(static_cast<std::size_t>(m_regex->NumberOfCapturingGroups()) + 1);
        if (m_regex->Match(source.relative, 0, source.relative.size(), RE2::UNANCHORED, groups.data(),
                           static_cast<int>(groups.size()))) {
            for (const auto& [name, group] : m_regex->NamedCapturingGroups()) {
                const re2::StringPiece value = groups[static_cast<std::size_t>(group)];
                if (!value.empty()) found.emplace(name, FoundFacet{std::string(value), "regex"});
            }
        }
    }
    for (const auto& [facet, attribute] : m_rule.facets.attributes) {
        const std::string_view value = stated == nullptr ? std::string_view() : stated->text(attribute);
        if (value.empty()) continue;
        const auto [known, is_new] =
            found.emplace(facet, FoundFacet{std::string(value), "attribute '" + attribute + "'"});
        if (!is_new && !names(value, known->second.value))
            known->second.contradiction = fmt::format("the attribute '{}' says '{}'", attribute, value);
    }
    for (const auto& [facet, value] : m_rule.facets.constants) found.emplace(facet, FoundFacet{value, "constant"});
    return found;
}

std::map<std::string, std::string> CompiledRule::facet_sources() const {
    std::map<std::string, std::string> sources;
    if (m_path_pattern) {
        for (const std::string& name : m_path_pattern->names()) sources.emplace(name, "path");
    }
    if (m_regex) {
        for (const auto& [name, group] : m_regex->NamedCapturingGroups()) sources.emplace(name, "regex");
    }
    for (const auto& [facet, attribute] : m_rule.facets.attributes)
        sources.emplace(facet, "attribute '" + attribute + "'");
    return sources;
}

std::optional<DatePeriod> CompiledRule::time_from_name(const Source& source) const {
    return m_name_time ? m_name_time->find(source.relative) : std::nullopt;
}

std::string CompiledRule::why_missing(const std::string& facet, const Source& source,
                                      const StatedAttributes* stated) const {
    std::vector<std::string> reasons;
    const auto& pattern = m_rule.facets.path_pattern;
    if (m_path_pattern && !m_path_pattern->match(source.relative)) {
        reasons.push_back(fmt::format("the path '{}' does not fit the pattern '{}': {}", source.relative, pattern,
                                      m_path_pattern->why_not(source.relative)));
    }
    if (m_regex && !RE2::PartialMatch(source.relative, *m_regex)) {
        reasons.push_back(fmt::format("the path '{}' does not match '{}'", source.relative, m_rule.facets.path_regex));
    }
    if (const auto attribute = m_rule.facets.attributes.find(facet); attribute != m_rule.facets.attributes.end()) {
        reasons.push_back(stated == nullptr ? "the file was not read"
                                            : fmt::format("the file has no global attribute '{}'", attribute->second));
    }
    return reasons.empty() ? "nothing gives it a value" : fmt::format("{}", fmt::join(reasons, "; "));
}

std::string CompiledRule::literal_folders(const std::string& relative) const {
    for (std::size_t i = 0; i < m_paths.size(); ++i) {
        if (!m_paths[i].matches(relative)) continue;
        const std::string& glob = m_rule.match.paths[i];
        const std::string literal = glob.substr(0, glob.find_first_of("*?[{\\"));
        const std::size_t slash = literal.rfind('/');
        return slash == std::string::npos ? std::string() : literal.substr(0, slash);
    }
    return {};
}

}  // namespace cairn

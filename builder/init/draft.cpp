#include "builder/init/draft.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <algorithm>

#include "base/json/write.hpp"
#include "base/web_place.hpp"
#include "builder/discover/other_files.hpp"
#include "builder/init/sample.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_collections_shown = 8;
constexpr std::size_t k_items_shown = 3;

/// As YAML reads it back as this text.
std::string yaml_text(const std::string& text) {
    static const RE2 k_plain("[A-Za-z_/][A-Za-z0-9_/.-]*");
    static const RE2 k_word("(?i)true|false|yes|no|on|off|null|y|n");
    if (RE2::FullMatch(text, k_plain) && !RE2::FullMatch(text, k_word)) return text;
    return json::write(json::string(text));
}

std::string count(std::uint64_t number, const char* one, const char* many) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits + ' ' + (number == 1 ? one : many);
}

std::string files(std::uint64_t number) { return count(number, "file", "files"); }

/// A comment stays on its line.
std::string on_one_line(std::string text, std::size_t most) {
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;  // not within a character
    return text.substr(0, most) + "...";
}

std::string described(const Column& column, const std::string& place) {
    const std::string name = column.kind == Column::Kind::facet     ? "{" + column.text + "}"
                             : column.kind == Column::Kind::literal ? column.text
                                                                    : std::string("*");
    const std::string examples = column.examples.empty() || column.kind == Column::Kind::literal
                                     ? std::string()
                                     : ": " + on_one_line(fmt::format("{}", fmt::join(column.examples, ", ")), 80) +
                                           (column.varies ? ", ..." : "");
    return fmt::format("{:<16} {}, {}{}", name, place, column.reason, examples);
}

/// Assets that no Item has; 0 where only the rules were tried, which do not know times.
std::uint64_t own_assets(const PlannedCollection& collection, bool is_exact) {
    std::uint64_t of_items = 0;
    for (const PlannedItem& item : collection.items) of_items += item.assets;
    return is_exact ? collection.assets - std::min(of_items, collection.assets) : 0;
}

std::uint64_t own_assets(const Proposal& proposal) {
    std::uint64_t number = 0;
    for (const auto& [id, collection] : proposal.planned.collections)
        number += own_assets(collection, proposal.is_exact);
    return number;
}

class Draft {
  public:
    Draft(const Proposal& proposal, const std::string& name) : m_proposal(proposal), m_name(name) {}

    std::string write() {
        header();
        catalog();
        archives();
        rules();
        settings();
        return std::move(m_text);
    }

  private:
    /// Names of files may hold anything: none ends a comment early.
    void line(const std::string& text = {}) { m_text += on_one_line(text, text.size()) + '\n'; }
    void comment(const std::string& text) { line(text.empty() ? "#" : "# " + text); }

    void header() {
        comment("Configuration of cairn for " + m_proposal.root +
                ", proposed by 'cairn init'. It builds as it stands:");
        comment("");
        comment(fmt::format("  cairn build --config {} --out /srv/stac --dry-run   # what would be written", m_name));
        comment(fmt::format("  cairn build --config {} --out /srv/stac", m_name));
        comment(fmt::format("  cairn explain --config {} FILE                      # why a file goes where it goes",
                            m_name));
        comment("");
        for (const std::string& found : findings_of(m_proposal)) comment(on_one_line(found, 400));
        line();
    }

    void catalog() {
        line("catalog:");
        line("  id: " + yaml_text(m_proposal.archive));
        line("  title: " + yaml_text(m_proposal.archive) + "  # for people; `description` likewise");
        line();
    }

    void archives() {
        line("archives:");
        line("  - name: " + yaml_text(m_proposal.archive));
        line("    root: " + yaml_text(m_proposal.root));
        if (!m_proposal.listing.empty()) line("    listing: " + yaml_text(m_proposal.listing));
        if (is_web(m_proposal.root) && m_proposal.href.empty()) {
            line("    # Assets link to the files there; `href` says otherwise.");
        } else if (m_proposal.href.empty()) {
            line("    # The URL at which the files are served. Without it assets link to the files on this machine.");
            line("    # href: \"https://data.example.org/" + m_proposal.archive + "\"");
        } else {
            line("    href: " + yaml_text(m_proposal.href));
        }
        if (!m_proposal.excluded.empty()) {
            line("    exclude:  # files that cannot be catalogued, and why");
            for (const Exclusion& exclusion : m_proposal.excluded) {
                line("      # " + on_one_line(exclusion.reason, 160));
                line("      - " + yaml_text(exclusion.glob));
            }
        }
        line();
    }

    void rules() {
        const bool presets_alone = m_proposal.shapes.empty() && !m_proposal.has_others;
        if (m_proposal.presets.empty() && m_proposal.shapes.empty()) return no_rules();
        if (!m_proposal.presets.empty()) {
            comment("Rules and templates of presets come with the program (docs/presets.md). Members beside `extends`");
            comment("stand on top of theirs.");
        }
        if (presets_alone) {
            std::vector<std::string> names;
            for (const Recognised& preset : m_proposal.presets) names.push_back(preset.preset);
            line(fmt::format("extends: [{}]", fmt::join(names, ", ")));
            line();
            thumbnails(names);
            return;
        }
        line("collections:  # the first rule that takes a file counts");
        if (!is_web(m_proposal.root))
            line("  # `thumbnail: true` in a rule draws a map of the data beside each Item (docs/thumbnails.md).");
        for (const Recognised& preset : m_proposal.presets) line("  - extends: " + preset.preset);
        for (const Shape& shape : m_proposal.shapes) rule(shape);
        line("  # What no rule above takes: Items follow folders and names without dates (docs/ids.md).");
        line("  - id: \"{archive}\"");
        line();
    }

    /// Nothing makes people look at a catalog as pictures do; they cost the reading of data, so that init asks first.
    void thumbnails(const std::vector<std::string>& presets) {
        if (is_web(m_proposal.root)) return;
        std::vector<std::string> rules;
        for (const std::string& preset : presets) rules.push_back(fmt::format("{{extends: {}, thumbnail: true}}", preset));
        comment("A map of the data beside each Item (docs/thumbnails.md):");
        comment(fmt::format("collections: [{}]", fmt::join(rules, ", ")));
        line();
    }

    void no_rules() {
        comment("No preset knows this archive, and its paths have no form that recurs: Collections and Items follow");
        comment("folders and names without dates (docs/ids.md). Rules of your own go here (docs/configuration.md):");
        comment("collections:");
        comment("  - id: \"{archive}\"");
        comment("    facets: {path: \".../{variable}_{model}_*.nc\"}");
        comment("    item: \"{model}.{variable}\"");
        line();
    }

    void rule(const Shape& shape) {
        line(fmt::format("  # {} as {}", files(shape.files), on_one_line(shape.example, 160)));
        for (std::size_t i = 0; i < shape.folders.size(); ++i)
            line("  #   " + described(shape.folders[i], fmt::format("folder {}", i + 1)));
        for (std::size_t i = 0; i < shape.parts.size(); ++i)
            line("  #   " + described(shape.parts[i], fmt::format("part {} of the name", i + 1)));
        const auto is_nameless = [](const Column& column) {
            return column.kind == Column::Kind::facet && !column.is_known;
        };
        if (std::ranges::any_of(shape.folders, is_nameless) || std::ranges::any_of(shape.parts, is_nameless))
            line("  # Give folder_N and part_N names that mean something: they become properties of the Items.");
        line("  - id: " + yaml_text(shape.collection));
        line("    match: {path: " + yaml_text(shape.glob) + "}");
        line("    facets: {path: " + yaml_text(shape.pattern) + "}");
        if (!shape.item.empty()) line("    item: " + yaml_text(shape.item));
    }

    void settings() {
        if (m_proposal.max_problems > 0) {
            line("limits:");
            line(fmt::format(
                "  max_problems: {}  # {} of those looked at cannot be catalogued; more errors than this, and "
                "the exit code is 3",
                m_proposal.max_problems, files(m_proposal.failed)));
            line();
        }
        add_undated();
        add_assets();
        comment("publish:");
        comment("  # Once the catalog has a URL, links can be absolute (ESGF's extension asks for that):");
        comment("  root_href: \"https://data.example.org/stac\"");
        comment("  links: absolute");
        comment("  # Tables (stac-geoparquet) for DuckDB, GeoPandas and searches by any property (docs/parquet.md):");
        comment("  parquet: true");
    }

    /// Files without a time surprise whoever expects Items: what they become, and what else they could be.
    void add_undated() {
        const std::uint64_t number = own_assets(m_proposal);
        if (number == 0) return;
        comment(fmt::format("{} no time, and a STAC Item must have one: {} of the Collection.",
                            number == 1 ? "1 file has" : count(number, "file", "files") + " have",
                            number == 1 ? "it becomes an asset" : "they become assets"));
        comment("`cairn explain` says why. Where you know the time, state it in the rule that takes the files:");
        comment("  undated: {start: \"1990-01-01\", end: \"1999-12-31\"}");
        line();
    }

    /// Lists of checksums are used where there are some; what else could be is commented out below the same key.
    void add_assets() {
        const FileKindCounts& others = m_proposal.sample.other_kinds;
        const bool has_lists = others.contains(k_kind_of_checksums);
        const std::string off = has_lists ? "  # " : "#   ";
        line(has_lists ? "assets:" : "# assets:");
        line(has_lists
                 ? "  checksums: lists  # those beside the data; 'compute' also reads each file that no list has, once"
                 : "#   checksums: compute  # of all files, each is read once; ESGF's CMIP7 and CORDEX-CMIP6 ask for "
                   "them");
        if (!others.empty()) {
            std::vector<std::string> kinds;
            for (const auto& [kind, number] : others) kinds.push_back(fmt::format("{} {}", number, kind));
            const std::string listed = fmt::format("other_files: assets  # as those of formats that are not read ({})",
                                                   fmt::join(kinds, ", "));
            line(off + on_one_line(listed, 160));
        }
        line();
    }

    const Proposal& m_proposal;
    const std::string& m_name;
    std::string m_text;
};

}  // namespace

std::vector<std::string> findings_of(const Proposal& proposal) {
    std::vector<std::string> lines;
    const Sample& sample = proposal.sample;
    std::map<std::string_view, std::size_t> formats;
    for (const Source& source : sample.sources) ++formats[name_of(source.format)];
    std::vector<std::string> kinds;
    for (const auto& [format, number] : formats) kinds.push_back(fmt::format("{} {}", number, format));
    lines.push_back(fmt::format("{} {} in {}: {}. Headers read: {}.", sample.is_whole ? "All" : "A sample, of",
                                files(sample.files_listed), count(sample.folders_listed, "folder", "folders"),
                                kinds.empty() ? "no data" : fmt::format("{}", fmt::join(kinds, ", ")), proposal.read));
    for (const Recognised& preset : proposal.presets)
        lines.push_back(
            fmt::format("Preset {}: {} ({}).", preset.preset, files(preset.contents.size()), preset.because));
    for (const Shape& shape : proposal.shapes)
        lines.push_back(fmt::format("Pattern {}: {}.", shape.pattern, files(shape.files)));
    if (!proposal.excluded.empty())
        lines.push_back(fmt::format("Cannot be catalogued: {}; `exclude` has the reasons.",
                                    count(proposal.excluded.size(), "file or folder", "files or folders")));
    std::uint64_t items = 0;
    for (const auto& [id, collection] : proposal.planned.collections) items += collection.items.size();
    lines.push_back(
        fmt::format("{} in {}{}:", count(items, "Item", "Items"),
                    count(proposal.planned.collections.size(), "Collection", "Collections"),
                    proposal.is_exact ? "" : fmt::format(", of the {} that were read", files(proposal.read))));
    std::size_t shown = 0;
    for (const auto& [id, collection] : proposal.planned.collections) {
        if (shown++ == k_collections_shown) {
            lines.push_back(
                fmt::format("  ... and {} more", proposal.planned.collections.size() - k_collections_shown));
            break;
        }
        lines.push_back(fmt::format("  {}: {}, {}", id, count(collection.items.size(), "Item", "Items"),
                                    count(collection.assets, "asset", "assets")));
        for (const std::size_t index : spread(collection.items.size(), shown == 1 ? k_items_shown : 1)) {
            const PlannedItem& item = collection.items[index];
            lines.push_back(fmt::format("    {} ({})", item.id, count(item.assets, "asset", "assets")));
        }
        if (const std::uint64_t own = own_assets(collection, proposal.is_exact); own > 0)
            lines.push_back(fmt::format("    {} of the Collection itself: files without a time (see `undated`)",
                                        count(own, "asset", "assets")));
    }
    return lines;
}

std::string configuration_text(const Proposal& proposal, const std::string& name) {
    return Draft(proposal, name).write();
}

}  // namespace cairn

#include "builder/group/series_members.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <tuple>
#include <unordered_map>

#include "builder/group/file_dates.hpp"

namespace cairn {

namespace {

bool is_temporal(const Cube& cube, const std::string& name) {
    return std::any_of(cube.dimensions.begin(), cube.dimensions.end(), [&](const CubeDimension& dimension) {
        return dimension.name == name && dimension.kind == DimensionKind::temporal;
    });
}

/// The data variables on a temporal dimension; of a cube without such, all data variables. What every file of an
/// archive has beside its data (masks, areas) joins nothing. Sorted.
std::vector<std::string_view> variables_of(const Cube& cube) {
    std::vector<std::string_view> all;
    std::vector<std::string_view> in_time;
    for (const CubeVariable& variable : cube.variables) {
        if (!variable.is_data) continue;
        all.push_back(variable.name);
        const auto& dimensions = variable.dimensions;
        if (std::any_of(dimensions.begin(), dimensions.end(), [&](const auto& d) { return is_temporal(cube, d); }))
            in_time.push_back(variable.name);
    }
    std::vector<std::string_view>& chosen = in_time.empty() ? all : in_time;
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

bool is_of_time_or_place(DimensionKind kind) {
    switch (kind) {
        case DimensionKind::temporal:
        case DimensionKind::longitude:
        case DimensionKind::latitude:
        case DimensionKind::projected_x:
        case DimensionKind::projected_y:
        case DimensionKind::geometry:
            return true;
        case DimensionKind::vertical:
        case DimensionKind::bands:
        case DimensionKind::other:
            return false;
    }
    return false;
}

std::string number_text(const std::optional<double>& value) { return value ? fmt::format("{}", *value) : ""; }

/// Where a cube is on the axes that are neither time nor place: levels, members, bands.
std::string other_axes_of(const Cube& cube) {
    std::vector<std::string> axes;
    for (const CubeDimension& dimension : cube.dimensions) {
        if (is_of_time_or_place(dimension.kind) || (!dimension.minimum && dimension.labels.empty())) continue;
        axes.push_back(fmt::format("{}\n{}\n{}\n{}", dimension.name, number_text(dimension.minimum),
                                   number_text(dimension.maximum), fmt::join(dimension.labels, "\n")));
    }
    for (const CubeVariable& variable : cube.variables) {
        if (!variable.value || variable.standard_name.empty()) continue;
        axes.push_back(fmt::format("{}\n{}", variable.standard_name, *variable.value));
    }
    std::sort(axes.begin(), axes.end());
    return fmt::format("{}", fmt::join(axes, "\r"));
}

std::string text_of(const Facets* facets) {
    std::string text;
    if (facets == nullptr) return text;
    for (const auto& [name, value] : *facets) text += name + '\n' + value + '\n';
    return text;
}

/// Small numbers for texts.
class Numbers {
  public:
    std::uint32_t of(std::string text) {
        return m_numbers.try_emplace(std::move(text), static_cast<std::uint32_t>(m_numbers.size())).first->second;
    }

  private:
    std::unordered_map<std::string, std::uint32_t> m_numbers;
};

/// What is asked of a cube, once a cube: the files of a series mostly share one.
struct CubeKeys {
    std::uint32_t variables = 0;
    std::uint32_t other_axes = 0;
};

/// A product, and a set of variables in it: the files of both are in one series; sets with a variable in common are
/// joined.
using SetKey = std::pair<std::uint32_t, std::uint32_t>;

class Sorter {
  public:
    explicit Sorter(bool names_count) : m_names_count(names_count) {}

    void add(const Entry& entry, NativeSpan span) {
        const CubeKeys cube = keys_of(*entry.granule.cube);
        const std::string series = m_names_count ? series_name_of(entry) : std::string();
        const std::uint32_t product =
            m_products.of(fmt::format("{} {} {} {}", cube.other_axes, facets_of(entry), span.calendar, series));
        m_members.push_back({SeriesMember{&entry, std::move(span), cube.variables}, {product, cube.variables}});
    }

    std::vector<Series> take() {
        const std::map<SetKey, SetKey> roots = joined_sets();
        std::map<SetKey, Series> series;
        for (auto& [member, key] : m_members) series[roots.at(key)].push_back(std::move(member));
        std::vector<Series> result;
        for (auto& [key, one] : series) result.push_back(std::move(one));
        return result;
    }

  private:
    CubeKeys keys_of(const Cube& cube) {
        const auto [known, is_new] = m_cubes.try_emplace(&cube);
        if (!is_new) return known->second;
        std::vector<std::string_view> names = variables_of(cube);
        known->second.variables = m_variable_sets.of(fmt::format("{}", fmt::join(names, "\n")));
        known->second.other_axes = m_other_axes.of(other_axes_of(cube));
        m_names_of_set.try_emplace(known->second.variables, std::move(names));
        return known->second;
    }

    std::uint32_t facets_of(const Entry& entry) {
        const Facets* facets = entry.placement.facets.get();
        const auto [known, is_new] = m_facets.try_emplace(facets);
        if (is_new) known->second = m_facet_sets.of(text_of(facets));
        return known->second;
    }

    static std::string series_name_of(const Entry& entry) {
        const std::string& relative = entry.source.relative;
        return series_stem(std::string_view(relative).substr(relative.rfind('/') + 1));
    }

    /// Each set -> the least of those that it is joined with.
    std::map<SetKey, SetKey> joined_sets() const {
        std::map<SetKey, SetKey> roots;
        for (const auto& [member, key] : m_members) roots.emplace(key, key);
        const auto root_of = [&](SetKey key) {
            while (roots.at(key) != key) key = roots[key] = roots.at(roots.at(key));
            return key;
        };
        std::map<std::pair<std::uint32_t, std::string_view>, SetKey> by_variable;
        for (const auto& [key, unused] : std::map<SetKey, SetKey>(roots)) {
            for (const std::string_view name : m_names_of_set.at(key.second)) {
                const auto [first, is_new] = by_variable.try_emplace({key.first, name}, key);
                if (is_new) continue;
                const SetKey a = root_of(first->second);
                const SetKey b = root_of(key);
                roots[std::max(a, b)] = std::min(a, b);
            }
        }
        for (auto& [key, root] : roots) root = root_of(key);
        return roots;
    }

    bool m_names_count;
    std::vector<std::pair<SeriesMember, SetKey>> m_members;
    std::unordered_map<const Cube*, CubeKeys> m_cubes;
    std::unordered_map<const Facets*, std::uint32_t> m_facets;
    std::map<std::uint32_t, std::vector<std::string_view>> m_names_of_set;  ///< views into the cubes
    Numbers m_variable_sets, m_other_axes, m_facet_sets, m_products;
};

/// Without a time axis of its own a file is where its interval is.
std::optional<NativeSpan> span_of(const Entry& entry) {
    const TimeCoverage& time = entry.granule.time;
    if (!time.interval || entry.granule.store() != nullptr || entry.referenced || !entry.granule.cube)
        return std::nullopt;
    if (time.native) return time.native;
    NativeSpan span;
    span.calendar = "proleptic_gregorian";
    span.first_us = span.last_us = time.interval->start.microseconds;
    span.end_us = time.interval->end.microseconds;
    span.count = 1;
    return span;
}

bool is_before(const SeriesMember& a, const SeriesMember& b) {
    const auto key = [](const SeriesMember& m) {
        return std::tie(m.span.first_us, m.span.last_us, m.span.end_us, m.variables, m.entry->source.relative,
                        m.entry->source.archive);
    };
    return key(a) < key(b);
}

}  // namespace

std::vector<Series> series_of(std::span<const Entry> run, const CollectionRule& rule) {
    Sorter sorter(!rule.item.empty());
    for (const Entry& entry : run) {
        if (auto span = span_of(entry)) sorter.add(entry, *std::move(span));
    }
    std::vector<Series> all = sorter.take();
    for (Series& series : all) std::sort(series.begin(), series.end(), is_before);
    std::sort(all.begin(), all.end(), [](const Series& a, const Series& b) { return is_before(a.front(), b.front()); });
    return all;
}

bool have_common_data(const SeriesMember& a, const SeriesMember& b) {
    if (!(a.entry->granule.footprint.box == b.entry->granule.footprint.box)) return false;
    if (a.variables == b.variables) return true;
    const auto names = variables_of(*a.entry->granule.cube);
    const auto others = variables_of(*b.entry->granule.cube);
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return std::binary_search(others.begin(), others.end(), name); });
}

}  // namespace cairn

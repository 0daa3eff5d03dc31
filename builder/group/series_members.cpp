#include "builder/group/series_members.hpp"

#include <fmt/format.h>

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
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
    Sorter(bool names_count, std::size_t most) : m_names_count(names_count) { m_members.reserve(most); }

    void add(std::size_t place, const Entry& entry, const NativeSpan& span) {
        const CubeKeys cube = keys_of(entry.granule.cube);
        const std::string series = m_names_count ? series_name_of(entry) : std::string();
        const std::uint32_t product = m_products.of(
            fmt::format("{} {} {} {}", cube.other_axes, facets_of(entry.placement.facets), span.calendar, series));
        const auto [set, is_new] =
            m_sets.try_emplace({product, cube.variables}, static_cast<std::uint32_t>(m_sets.size()));
        const SeriesShape shape{span.calendar,   span.step_us,   span.step_months, span.count,
                                span.has_bounds, cube.variables, set->second};
        const auto known = m_shapes.try_emplace(shape, static_cast<std::uint32_t>(m_shapes.size())).first;
        m_members.push_back({span.first_us, span.last_us, span.end_us, hash_of(entry.granule.footprint.box),
                             static_cast<std::uint32_t>(place), known->second});
    }

    /// Members of what is no series are not among them.
    ItemSeries take() {
        std::vector<std::uint32_t> roots(m_sets.size());  // series of each set
        for (const auto& [key, root] : joined_sets()) roots[m_sets.at(key)] = m_sets.at(root);
        std::vector<SeriesShape> shapes(m_shapes.size());
        for (const auto& [shape, number] : m_shapes) {
            shapes[number] = shape;
            shapes[number].series = roots[shape.series];
        }
        std::vector<std::uint32_t> sizes(m_sets.size());
        const auto size_of = [&](const SeriesMember& member) -> std::uint32_t& {
            return sizes[shapes[member.shape].series];
        };
        for (const SeriesMember& member : m_members) ++size_of(member);
        std::erase_if(m_members, [&](const SeriesMember& member) { return size_of(member) < 2; });
        return {std::move(m_members), {}, std::move(m_names_of_set), std::move(shapes)};
    }

  private:
    CubeKeys keys_of(const std::shared_ptr<const Cube>& cube) {
        const auto [known, is_new] = m_cubes.try_emplace(cube);
        if (!is_new) return known->second;
        std::vector<std::string_view> names = variables_of(*cube);
        known->second.variables = m_variable_sets.of(fmt::format("{}", fmt::join(names, "\n")));
        known->second.other_axes = m_other_axes.of(other_axes_of(*cube));
        if (known->second.variables == m_names_of_set.size()) m_names_of_set.emplace_back(names.begin(), names.end());
        return known->second;
    }

    std::uint32_t facets_of(const std::shared_ptr<const Facets>& facets) {
        if (m_last_facets && facets == m_last_facets) return m_last_facet_set;  // neighbours mostly share one
        m_last_facets = facets;
        return m_last_facet_set = m_facet_sets.of(text_of(facets.get()));
    }

    static std::string series_name_of(const Entry& entry) {
        const std::string& relative = entry.source.relative;
        return series_stem(std::string_view(relative).substr(relative.rfind('/') + 1));
    }

    static std::uint64_t hash_of(const std::optional<Box>& box) {
        if (!box) return 0;
        // Zeros of both signs are one place.
        const std::array<double, 5> numbers{box->lon.is_full()    ? 1.0
                                            : box->lon.is_empty() ? 2.0
                                                                  : 0.0,
                                            box->lon.west_deg() + 0.0, box->lon.east_deg() + 0.0,
                                            box->lat.south_deg + 0.0, box->lat.north_deg + 0.0};
        return XXH3_64bits(numbers.data(), sizeof numbers) | 1;
    }

    /// Each set -> the least of those that it is joined with.
    std::map<SetKey, SetKey> joined_sets() const {
        std::map<SetKey, SetKey> roots;
        for (const auto& [key, unused] : m_sets) roots.emplace(key, key);
        const auto root_of = [&](SetKey key) {
            while (roots.at(key) != key) key = roots[key] = roots.at(roots.at(key));
            return key;
        };
        std::map<std::pair<std::uint32_t, std::string_view>, SetKey> by_variable;
        for (const auto& [key, unused] : std::map<SetKey, SetKey>(roots)) {
            for (const std::string_view name : m_names_of_set[key.second]) {
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
    std::vector<SeriesMember> m_members;
    std::map<SetKey, std::uint32_t> m_sets;
    std::map<SeriesShape, std::uint32_t> m_shapes;
    std::unordered_map<std::shared_ptr<const Cube>, CubeKeys> m_cubes;  ///< held, so that no address is used again
    std::shared_ptr<const Facets> m_last_facets;
    std::uint32_t m_last_facet_set = 0;
    std::vector<std::vector<std::string>> m_names_of_set;
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

/// All of the order but the path.
auto time_key(const SeriesMember& m, const ItemSeries& all) {
    return std::tie(m.first_us, m.last_us, m.end_us, all.shape_of(m).variables);
}

using PathKey = std::pair<std::string, std::size_t>;

PathKey path_key(const EntryList& run, const SeriesMember& member) {
    PathKey key;
    run.all(member.place, member.place + 1, [&](std::size_t, const Entry& entry) {
        key = {entry.source.relative, entry.source.archive};
        return true;
    });
    return key;
}

/// The path decides between members that are alike in all else; each path is looked up once, since it may lie on disk.
void sort_by_path(std::span<SeriesMember> alike, const EntryList& run) {
    std::vector<std::pair<PathKey, SeriesMember>> keyed;
    for (SeriesMember& member : alike) keyed.emplace_back(path_key(run, member), member);
    std::ranges::sort(keyed, {}, [](const auto& one) -> const PathKey& { return one.first; });
    for (std::size_t i = 0; i < alike.size(); ++i) alike[i] = keyed[i].second;
}

/// By series, then by time and path.
void sort_members(ItemSeries& all, const EntryList& run) {
    std::vector<SeriesMember>& members = all.members;
    const auto key = [&](const SeriesMember& m) {
        return std::tuple_cat(std::tie(all.shape_of(m).series), time_key(m, all));
    };
    std::ranges::sort(members, [&](const SeriesMember& a, const SeriesMember& b) {
        return std::tuple_cat(key(a), std::tie(a.place)) < std::tuple_cat(key(b), std::tie(b.place));
    });
    for (std::size_t begin = 0; begin < members.size();) {
        std::size_t end = begin + 1;
        while (end < members.size() && key(members[end]) == key(members[begin])) ++end;
        if (end - begin > 1) sort_by_path(std::span(members).subspan(begin, end - begin), run);
        begin = end;
    }
}

void sort_series(ItemSeries& all, const EntryList& run) {
    const std::vector<SeriesMember>& members = all.members;
    const auto series_at = [&](std::size_t i) { return all.shape_of(members[i]).series; };
    std::vector<std::pair<PathKey, Series>> keyed;
    for (std::size_t begin = 0; begin < members.size();) {
        std::size_t end = begin + 1;
        while (end < members.size() && series_at(end) == series_at(begin)) ++end;
        keyed.emplace_back(path_key(run, members[begin]), Series(members).subspan(begin, end - begin));
        begin = end;
    }
    std::ranges::sort(keyed, [&](const auto& a, const auto& b) {
        const auto time_a = time_key(a.second.front(), all);
        const auto time_b = time_key(b.second.front(), all);
        return time_a != time_b ? time_a < time_b : a.first < b.first;
    });
    for (const auto& [path, series] : keyed) all.series.push_back(series);
}

}  // namespace

ItemSeries series_of(const EntryList& run, const CollectionRule& rule) {
    Sorter sorter(!rule.item.empty(), run.size());
    run.for_each([&](std::size_t place, const Entry& entry) {
        if (auto span = span_of(entry)) sorter.add(place, entry, *span);
    });
    ItemSeries all = sorter.take();
    sort_members(all, run);
    sort_series(all, run);
    return all;
}

bool ItemSeries::have_common_data(const SeriesMember& a, const SeriesMember& b) const {
    if (a.box_hash != b.box_hash) return false;
    const std::uint32_t of_a = shape_of(a).variables;
    const std::uint32_t of_b = shape_of(b).variables;
    if (of_a == of_b) return true;
    const auto& others = variables[of_b];
    return std::ranges::any_of(variables[of_a], [&](const std::string& name) {
        return std::binary_search(others.begin(), others.end(), name);
    });
}

}  // namespace cairn

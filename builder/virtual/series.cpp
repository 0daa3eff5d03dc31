#include "builder/virtual/series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "builder/virtual/file_arrays.hpp"
#include "builder/virtual/fill.hpp"

namespace cairn::virtualize {

namespace {

using Kind = ArrayManifest::Kind;

constexpr const char* k_missing_in_some = "a variable is missing in some files";
constexpr const char* k_leave_out = "leave the variable out, or rewrite the file";

}  // namespace

std::string obstacle_of(const Variable& variable, const ArrayManifest& array) {
    if (array.kind == Kind::refused) return array.refusal;
    if (!array.bytes.empty() || array.kind == Kind::inlined) return {};
    return fill_of(variable, array).refusal;
}

DimensionOfFiles dimension_of_files(std::string along) {
    return [along = std::move(along)](const Dataset& dataset) -> std::optional<DimensionId> {
        const auto found = find_along(dataset, along);
        const Along* known = std::get_if<Along>(&found);
        return known == nullptr ? std::nullopt : std::optional(known->dimension);
    };
}

/// Where files may lack variables, one that the files before lack begins here: its _FillValue stands for what they
/// have.
bool Series::may_begin_late(const FileArray& array) const {
    return m_options.missing_variables == MissingVariables::fill && array.axis.has_value() &&
           fill_of(array.variable, array.manifest).takes_attribute;
}

std::string Series::remedy_of_missing(bool is_along) const {
    if (m_options.missing_variables != MissingVariables::fill)
        return "leave the variable out (without), only take what all files have, or let its _FillValue stand for it "
               "(missing_variables)";
    if (!is_along)
        return "nothing can stand for it, since it has not the dimension of the files: leave the variable out "
               "(without)";
    return "it has no _FillValue of its type that could stand for it: leave the variable out (without)";
}

std::vector<ArraySeries>::iterator Series::place_of(const std::string& path) {
    return std::lower_bound(m_arrays.begin(), m_arrays.end(), path,
                            [](const ArraySeries& known, const std::string& wanted) { return known.path() < wanted; });
}

bool Series::is_known(const std::string& path) {
    const auto at = place_of(path);
    return at != m_arrays.end() && at->path() == path;
}

Refusal Series::refusal(const std::string& path, const std::string& variable, Difference difference) const {
    return {path, variable, std::move(difference.found), std::move(difference.cause), std::move(difference.remedy)};
}

std::vector<Refusal> Series::add(const std::string& path, const std::string& url, const FileManifest& manifest) {
    std::vector<Refusal> refusals;
    const auto refuse = [&](const std::string& variable, std::string found, std::string cause, std::string remedy) {
        refusals.push_back({path, variable, std::move(found), std::move(cause), std::move(remedy)});
    };
    const auto found = find_along(manifest.dataset, m_options.along);
    if (const auto* why_not = std::get_if<std::string>(&found)) {
        refuse("", *why_not, *why_not, "name the dimension (along), or make a store of each file");
        return refusals;
    }
    const Along& along = std::get<Along>(found);
    auto keys = keys_along(manifest.dataset, along);
    if (const auto* why_not = std::get_if<std::string>(&keys)) {
        refuse("", *why_not, "values along the dimension of the files that give no order",
               "correct the file, or leave it out");
        return refusals;
    }
    if (m_along && m_along->name != along.name)
        refuse("", fmt::format("the dimension {}, in the first file {}", along.name, m_along->name),
               "the dimension of the files has several names", "name the dimension as the other files do");
    if (auto names = refused_names(path, manifest.dataset, m_options.without); !names.empty()) return names;
    std::map<std::string, FileArray> arrays = arrays_of(manifest, along);
    std::erase_if(arrays, [this](const auto& entry) { return is_left_out(entry.first, m_options.without); });
    for (const auto& [name, array] : arrays) {
        if (std::string obstacle = obstacle_of(array.variable, array.manifest); !obstacle.empty())
            refuse(name, obstacle, obstacle, k_leave_out);
    }
    for (const ArraySeries& known : m_arrays) {
        const auto array = arrays.find(known.path());
        if (array == arrays.end()) {
            const bool is_filled =
                m_options.missing_variables == MissingVariables::fill && known.is_along() && known.has_fill_value();
            if (!is_filled && m_options.missing_variables != MissingVariables::leave_out)
                refuse(known.path(), "the file does not have it, other files do", k_missing_in_some,
                       remedy_of_missing(known.is_along()));
            continue;
        }
        if (array->second.manifest.kind == Kind::refused) continue;
        if (auto difference = known.difference(array->second, m_options.tolerance))
            refusals.push_back(refusal(path, known.path(), *std::move(difference)));
    }
    if (!m_files.empty()) {
        for (const auto& [name, array] : arrays) {
            if (is_known(name) || m_options.missing_variables == MissingVariables::leave_out || may_begin_late(array))
                continue;
            refuse(name, "the files before do not have it", k_missing_in_some,
                   remedy_of_missing(array.axis.has_value()));
        }
    }
    if (!refusals.empty()) return refusals;
    append(path, url, manifest, along, std::get<std::vector<double>>(std::move(keys)), arrays);
    return refusals;
}

void Series::append(const std::string& path, const std::string& url, const FileManifest& manifest, const Along& along,
                    std::vector<double> keys, const std::map<std::string, FileArray>& arrays) {
    const auto file = static_cast<std::uint32_t>(m_files.size());
    if (m_files.empty()) {
        m_along = along;
        m_groups = groups_of(manifest.dataset);
        for (const auto& [name, array] : arrays) m_arrays.emplace_back(array);
    } else {
        fold_groups(groups_of(manifest.dataset));
        begin_late(arrays);
    }
    std::erase_if(m_arrays, [&](const ArraySeries& known) {
        return m_options.missing_variables == MissingVariables::leave_out && arrays.count(known.path()) == 0;
    });
    for (ArraySeries& known : m_arrays) {
        const auto array = arrays.find(known.path());
        if (array != arrays.end()) known.append(array->second, file);
    }
    m_files.push_back({path, url, std::move(keys)});
}

/// Groups that no file before has get their place, without attributes, since not all files have these.
void Series::begin_late(const std::map<std::string, FileArray>& arrays) {
    if (m_options.missing_variables != MissingVariables::fill) return;
    for (const auto& [name, array] : arrays) {
        if (is_known(name)) continue;
        m_arrays.insert(place_of(name), ArraySeries(array));
        for (std::size_t end = name.find('/'); end != std::string::npos; end = name.find('/', end + 1)) {
            const std::string path = name.substr(0, end);
            const bool has_group =
                std::any_of(m_groups.begin(), m_groups.end(), [&](const auto& group) { return group.path == path; });
            if (!has_group) m_groups.push_back({path, {}});
        }
    }
}

void Series::fold_groups(const std::vector<VirtualGroup>& others) {
    for (VirtualGroup& group : m_groups) {
        const auto other =
            std::find_if(others.begin(), others.end(), [&](const VirtualGroup& o) { return o.path == group.path; });
        keep_common(group.attributes, other == others.end() ? std::vector<Attribute>{} : other->attributes, m_dropped);
    }
}

std::optional<VirtualStore> Series::finish(std::vector<Refusal>& refusals) {
    VirtualStore store;
    const std::vector<std::uint32_t> order = order_of_files(refusals, store.notes);
    if (refusals.empty() && order.empty() && !m_files.empty())
        refusals.push_back({m_files.front().path, m_along->name, "no file has values along it",
                            "no values along the dimension of the files", "leave the files out"});
    if (!refusals.empty() || order.empty()) return std::nullopt;
    note_gaps(order, store.notes);
    std::vector<ArraySeries::Stretch> stretches;
    std::map<std::uint32_t, std::uint32_t> places;  // in urls
    const auto place_of_file = [&](std::uint32_t file) {
        const auto [at, is_new] = places.try_emplace(file, static_cast<std::uint32_t>(store.urls.size()));
        if (is_new) store.urls.push_back(m_files[file].url);
        return at->second;
    };
    for (const std::uint32_t file : order) {
        place_of_file(file);
        stretches.push_back({file, m_files[file].keys.size()});
    }
    for (ArraySeries& series : m_arrays) {
        const std::string path = series.path();
        for (const std::string& name : series.dropped_attributes()) m_dropped.push_back(path + ":" + name);
        VirtualArray array;
        if (auto failure = series.finish(stretches, array)) {
            refusals.push_back(refusal(m_files[failure->file].path, path, std::move(failure->difference)));
            continue;
        }
        // What all files share is taken of one that may have no place in the order.
        for (Piece& piece : array.pieces) piece.source = place_of_file(piece.source);
        store.arrays.push_back(std::move(array));
    }
    if (!refusals.empty()) return std::nullopt;
    store.groups = std::move(m_groups);
    if (!m_dropped.empty())
        store.notes.push_back(
            fmt::format("attributes that differ between the files are left out: {}", fmt::join(m_dropped, ", ")));
    return store;
}

/// By the values, not by names; files with the same times are doubles, others may not overlap.
std::vector<std::uint32_t> Series::order_of_files(std::vector<Refusal>& refusals,
                                                  std::vector<std::string>& notes) const {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < m_files.size(); ++i) {
        if (!m_files[i].keys.empty()) {
            order.push_back(i);
        } else {
            notes.push_back(
                fmt::format("{} has no values along {} and is left out", to_utf8(m_files[i].path), m_along->name));
        }
    }
    std::stable_sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
        return m_files[a].keys.front() < m_files[b].keys.front();
    });
    std::vector<std::uint32_t> kept;
    for (const std::uint32_t file : order) {
        if (kept.empty() || m_files[file].keys.front() > m_files[kept.back()].keys.back()) {
            kept.push_back(file);
            continue;
        }
        const File& before = m_files[kept.back()];
        const File& now = m_files[file];
        const bool is_double = now.keys == before.keys;
        if (is_double && m_options.duplicates != Duplicates::refuse) {
            const std::uint32_t left_out = m_options.duplicates == Duplicates::first ? file : kept.back();
            notes.push_back(fmt::format("{} is left out: another file has the same values of {}",
                                        to_utf8(m_files[left_out].path), m_along->name));
            if (m_options.duplicates == Duplicates::last) kept.back() = file;
            continue;
        }
        refusals.push_back({now.path, m_along->name,
                            fmt::format("{} to {} {} {} to {} of {}", shown(now.keys.front(), *m_along),
                                        shown(now.keys.back(), *m_along), is_double ? "are also" : "overlap",
                                        shown(before.keys.front(), *m_along), shown(before.keys.back(), *m_along),
                                        to_utf8(before.path)),
                            is_double ? "files with the same times" : "files that overlap",
                            is_double ? "leave one out, or say which counts (duplicates)" : "leave one of them out"});
    }
    return kept;
}

/// Steps that are one and a half times as long as the usual one: readers see them in the coordinate alone.
void Series::note_gaps(const std::vector<std::uint32_t>& order, std::vector<std::string>& notes) const {
    constexpr std::size_t k_most_shown = 10;
    std::vector<double> steps;
    double last = 0;
    bool is_first = true;
    const auto for_each_step = [&](const auto& visit) {
        is_first = true;
        for (const std::uint32_t file : order) {
            for (const double key : m_files[file].keys) {
                if (!is_first) visit(last, key);
                last = key;
                is_first = false;
            }
        }
    };
    for_each_step([&](double from, double to) { steps.push_back(to - from); });
    if (steps.size() < 2) return;
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    const double usual = *middle;
    std::size_t gaps = 0;
    for_each_step([&](double from, double to) {
        if (to - from <= 1.5 * usual || ++gaps > k_most_shown) return;
        notes.push_back(fmt::format("gap along {}: nothing between {} and {}", m_along->name, shown(from, *m_along),
                                    shown(to, *m_along)));
    });
    if (gaps > k_most_shown) notes.push_back(fmt::format("{} more gaps along {}", gaps - k_most_shown, m_along->name));
}

std::optional<VirtualStore> store_of_file(const std::string& path, const std::string& url, const FileManifest& manifest,
                                          const std::vector<std::string>& without, std::vector<Refusal>& refusals) {
    VirtualStore store;
    store.urls.push_back(url);
    store.groups = groups_of(manifest.dataset);
    for (Refusal& refusal : refused_names(path, manifest.dataset, without)) refusals.push_back(std::move(refusal));
    if (!refusals.empty()) return std::nullopt;
    for (const auto& [name, array] : arrays_of(manifest, std::nullopt)) {
        if (is_left_out(name, without)) continue;
        if (std::string obstacle = obstacle_of(array.variable, array.manifest); !obstacle.empty()) {
            refusals.push_back({path, name, obstacle, obstacle, k_leave_out});
            continue;
        }
        ArraySeries series(array);
        series.append(array, 0);
        VirtualArray made;
        if (auto failure = series.finish({}, made)) {
            refusals.push_back(
                {path, name, failure->difference.found, failure->difference.cause, failure->difference.remedy});
        } else {
            store.arrays.push_back(std::move(made));
        }
    }
    if (!refusals.empty()) return std::nullopt;
    return store;
}

}  // namespace cairn::virtualize

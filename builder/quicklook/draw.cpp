#include "builder/quicklook/draw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <type_traits>
#include <utility>

#include "base/text.hpp"
#include "builder/cf/names.hpp"
#include "builder/interpret/numbers.hpp"
#include "builder/probe/time_limit.hpp"
#include "builder/quicklook/arrays.hpp"
#include "builder/quicklook/coast.hpp"
#include "builder/quicklook/field.hpp"
#include "builder/quicklook/map_choice.hpp"
#include "builder/quicklook/places.hpp"
#include "builder/quicklook/thinned.hpp"

namespace cairn::quicklook {

namespace {

constexpr double k_left_out = 0.02;  ///< of the pixels, at each end of the colours

void mask_invalid(const Variable& variable, std::vector<double>& values) {
    const auto valid = valid_range_of(variable);
    if (!valid) return;
    for (double& value : values) {
        if (value < valid->first || value > valid->second) value = std::nan("");
    }
}

/// xarray takes the fill value of a Zarr v2 array for its _FillValue, and writes no other. 0 is what arrays have whose
/// writers did not think of one.
void adopt_fill_value(const std::optional<StoreTraits>& store, Variable& variable) {
    if (!store || store->zarr_version != 2 || size_of(variable.fill_value) != 1) return;
    if (find_attribute(variable.attributes, "_FillValue") != nullptr) return;
    const bool is_zero = std::visit(
        [](const auto& held) {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, std::monostate> || std::is_same_v<Held, std::vector<std::string>>)
                return true;
            else
                return held.front() == 0;
        },
        variable.fill_value);
    if (!is_zero) variable.attributes.push_back({"_FillValue", variable.type, variable.fill_value});
}

/// The ends of the colours; without a value first > second.
std::pair<double, double> range_of(const Field& field) {
    std::vector<double> values;
    for (const double mean : field.means) {
        if (std::isfinite(mean)) values.push_back(mean);
    }
    if (values.empty()) return {1, 0};
    const auto at = [&](double share) {
        const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), place, values.end());
        return *place;
    };
    const double least = at(k_left_out);
    const double greatest = at(1 - k_left_out);
    // Where nearly all is one value (rain, ice), what is not is what people look for.
    if (least == greatest) {
        const auto [first, last] = std::minmax_element(values.begin(), values.end());
        return {*first, *last};
    }
    return {least, greatest};
}

std::uint8_t colour_of(double value, const std::pair<double, double>& range) {
    if (std::isnan(value)) return k_missing;
    const double side = range.second - range.first;
    const double share = side > 0 ? std::clamp((value - range.first) / side, 0.0, 1.0) : 0.5;
    return static_cast<std::uint8_t>(k_least + std::lround(share * (255 - k_least)));
}

/// Empty: not too many.
std::string too_many(const MapChoice& choice) {
    std::uint64_t cells = 1;
    for (const std::uint64_t count : choice.shape) cells = cells > k_most_cells ? cells : cells * count;
    if (cells <= k_most_cells) return {};
    return fmt::format("its first step has more than {} cells", k_most_cells);
}

class Drawing {
  public:
    Drawing(const Subject& subject, const QuickLookRules& rules) : m_subject(subject), m_rules(rules) {}

    void work(Dataset& dataset, zarr::PartReader& parts) { m_why_not = why_not_drawn(dataset, parts); }

    std::variant<Look, std::string> take() {
        if (!m_why_not.empty() || !m_look) return m_why_not;
        return *std::move(m_look);
    }

  private:
    std::string why_not_drawn(Dataset& dataset, zarr::PartReader& parts) {
        const auto choice = choose_map(dataset, m_subject.candidates);
        if (!choice) return "no variable lies on a grid that can be drawn";
        if (std::string why = too_many(*choice); !why.empty()) return why;
        if (std::string why = thin_out(dataset, *choice, parts, m_step); !why.empty()) return why;
        Places places = places_of(dataset, *choice);
        if (!places.why_not.empty()) return places.why_not;
        const auto frame = frame_of(places, m_subject.box, m_rules.width);
        if (!frame) return "its cells lie at one place, or at none";
        const bool is_earth = places.is_earth;
        Canvas canvas(*frame, std::move(places));
        Variable variable = variable_of(dataset, choice->variable);
        adopt_fill_value(dataset.store, variable);
        std::string why = parts.read(choice->variable, choice->shape, [&](const zarr::Block& block) {
            if (m_unavailable.empty()) put(block, *choice, variable, canvas);
        });
        if (why.empty()) why = m_unavailable;
        return why.empty() ? finish(canvas.take(), *frame, is_earth, variable) : why;
    }

    /// The values of a block, of which every m_step-th along each axis of the map is drawn.
    void put(const zarr::Block& block, const MapChoice& choice, Variable& variable, Canvas& canvas) {
        if (m_subject.limits.time != nullptr) {
            m_subject.limits.time->allow_for(size_of(block.values));
            m_subject.limits.time->look();
        }
        variable.values = block.values;
        Numbers numbers = numbers_of(variable, nullptr, Float32As::exact);
        m_unavailable = numbers.unavailable_because;
        if (!m_unavailable.empty()) return;
        mask_invalid(variable, numbers.values);
        const bool is_plane = choice.axes.size() == 2;
        const std::size_t last = choice.axes.back();
        const std::uint64_t rows = is_plane ? block.extent[choice.axes.front()] : 1;
        const std::uint64_t first_row = is_plane ? block.origin[choice.axes.front()] : 0;
        const std::uint64_t columns = block.extent[last];
        const std::uint64_t first_column = block.origin[last];
        const std::uint64_t row_length = (choice.shape[last] + m_step - 1) / m_step;
        for (std::uint64_t row = 0; row < rows; ++row) {
            if ((first_row + row) % m_step != 0) continue;
            const std::uint64_t begin = (first_row + row) / m_step * row_length;
            const auto values = std::span<const double>(numbers.values).subspan(row * columns, columns);
            if (m_step == 1) {
                canvas.add(begin + first_column, values);
                continue;
            }
            for (std::uint64_t column = 0; column < columns; ++column) {
                if ((first_column + column) % m_step == 0)
                    canvas.add(begin + (first_column + column) / m_step, values.subspan(column, 1));
            }
        }
    }

    std::string finish(const Field& field, const Frame& frame, bool is_earth, const Variable& variable) {
        const std::pair<double, double> range = m_rules.range.value_or(range_of(field));
        if (range.first > range.second) return "its first step has no value";
        m_look = Look{Picture(frame.width, frame.height), range.first, range.second, to_utf8(variable.name),
                      to_utf8(text_attribute(variable.attributes, "units"))};
        for (std::size_t i = 0; i < field.means.size(); ++i) {
            if (field.counts[i] != 0) m_look->picture.pixels[i] = colour_of(field.means[i], range);
        }
        if (is_earth) draw_coasts(frame, m_look->picture);
        return {};
    }

    const Subject& m_subject;
    const QuickLookRules& m_rules;
    std::uint64_t m_step = 1;
    std::string m_unavailable;  ///< why the values are no numbers
    std::string m_why_not;
    std::optional<Look> m_look;
};

}  // namespace

std::variant<Look, std::string> draw(const Subject& subject, const QuickLookRules& rules) {
    Drawing drawing(subject, rules);
    const zarr::PartWork work{[&](Dataset& dataset, zarr::PartReader& parts) { drawing.work(dataset, parts); }};
    std::string why_not = with_arrays(subject.source, subject.limits, subject.reachable, work);
    if (!why_not.empty()) return why_not;
    return drawing.take();
}

}  // namespace cairn::quicklook

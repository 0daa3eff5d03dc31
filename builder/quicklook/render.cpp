#include "builder/quicklook/render.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

#include "builder/cf/names.hpp"
#include "builder/interpret/numbers.hpp"
#include "builder/quicklook/coast.hpp"
#include "builder/quicklook/field.hpp"
#include "builder/quicklook/places.hpp"

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

}  // namespace

std::variant<Look, std::string> render(const FirstStep& step, const QuickLookRules& rules,
                                       const std::optional<Box>& box) {
    Variable variable = variable_of(step.dataset, step.choice.variable);
    adopt_fill_value(step.dataset.store, variable);
    Numbers numbers = numbers_of(variable, nullptr, Float32As::exact);
    if (!numbers.unavailable_because.empty()) return numbers.unavailable_because;
    mask_invalid(variable, numbers.values);
    const Places places = places_of(step);
    if (!places.why_not.empty()) return places.why_not;
    const std::optional<Frame> frame = frame_of(places, box, rules.width);
    if (!frame) return std::string("its cells lie at one place, or at none");
    const Field field = field_of(*frame, places, numbers.values);
    const std::pair<double, double> range = rules.range.value_or(range_of(field));
    if (range.first > range.second) return std::string("its first step has no value");
    Look look{Picture(frame->width, frame->height), range.first, range.second};
    for (std::size_t i = 0; i < field.means.size(); ++i) {
        if (field.counts[i] != 0) look.picture.pixels[i] = colour_of(field.means[i], range);
    }
    if (places.is_earth) draw_coasts(*frame, look.picture);
    return look;
}

}  // namespace cairn::quicklook

#include "search/box.hpp"

#include <cmath>

namespace cairn::search {

namespace {

double wrapped(double longitude) {
    if (longitude >= -180 && longitude <= 180) return longitude;
    return longitude - 360 * std::floor((longitude + 180) / 360);
}

void set_longitudes(Box& box, double west, double east) {
    if (east - west >= 360) {
        box.longitudes[0] = {-180, 180};
        return;
    }
    west = wrapped(west);
    east = wrapped(east);
    if (west <= east) {
        box.longitudes[0] = {west, east};
        return;
    }
    box.longitudes = {Range{west, 180}, Range{-180, east}};
    box.longitude_count = 2;
}

}  // namespace

bool meet(const Box& a, const Box& b) {
    if (!a.latitudes.meets(b.latitudes)) return false;
    if (a.heights && b.heights && !a.heights->meets(*b.heights)) return false;
    for (std::size_t i = 0; i < a.longitude_count; ++i)
        for (std::size_t j = 0; j < b.longitude_count; ++j)
            if (a.longitudes[i].meets(b.longitudes[j])) return true;
    return false;
}

std::optional<Box> box_of(const std::vector<double>& numbers) {
    if (numbers.size() != 4 && numbers.size() != 6) return std::nullopt;
    for (const double number : numbers)
        if (!std::isfinite(number)) return std::nullopt;
    const std::size_t half = numbers.size() / 2;
    Box box;
    box.latitudes = {numbers[1], numbers[half + 1]};
    if (box.latitudes.low > box.latitudes.high) return std::nullopt;
    if (half == 3) {
        box.heights = Range{numbers[2], numbers[5]};
        if (box.heights->low > box.heights->high) return std::nullopt;
    }
    set_longitudes(box, numbers[0], numbers[half]);
    return box;
}

std::optional<Box> box_of(const json::Value& value) {
    if (!value.IsArray() || value.Size() > 6) return std::nullopt;
    std::vector<double> numbers;
    for (const json::Value& number : value.GetArray()) {
        if (!number.IsNumber()) return std::nullopt;
        numbers.push_back(number.GetDouble());
    }
    return box_of(numbers);
}

}  // namespace cairn::search

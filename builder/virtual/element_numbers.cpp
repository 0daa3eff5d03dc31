#include "builder/virtual/element_numbers.hpp"

#include <bit>
#include <cstddef>

namespace cairn::virtualize {

namespace {

double number_of(std::uint64_t bits, char kind, std::size_t width) {
    const std::size_t unused = 64 - 8 * width;
    if (kind == 'u') return static_cast<double>(bits);
    if (kind == 'i') return static_cast<double>(static_cast<std::int64_t>(bits << unused) >> unused);
    if (width == 4) return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    return std::bit_cast<double>(bits);
}

}  // namespace

std::uint64_t element_bits(std::string_view element, std::string_view dtype) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < element.size(); ++i)
        bits = bits << 8 | static_cast<unsigned char>(element[dtype[0] == '>' ? i : element.size() - 1 - i]);
    return bits;
}

std::vector<double> element_numbers(std::string_view bytes, std::string_view dtype) {
    std::vector<double> numbers;
    if (dtype.size() != 3) return numbers;
    const char kind = dtype[1];
    const auto width = static_cast<std::size_t>(dtype[2] - '0');
    const bool is_number = kind == 'i' || kind == 'u' || (kind == 'f' && width >= 4);
    if (!is_number || width == 0 || width > 8) return numbers;
    numbers.reserve(bytes.size() / width);
    for (std::size_t at = 0; at + width <= bytes.size(); at += width)
        numbers.push_back(number_of(element_bits(bytes.substr(at, width), dtype), kind, width));
    return numbers;
}

}  // namespace cairn::virtualize

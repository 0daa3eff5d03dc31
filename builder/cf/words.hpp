// Attribute text, taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

std::string to_lower(std::string_view text);  ///< ASCII letters only, whatever the locale

std::vector<std::string> words_of(std::string_view text);  ///< separated by white space

/// The words of a text attribute; of a string array, the words of all its elements.
std::vector<std::string> attribute_words(const std::vector<Attribute>& attributes, std::string_view name);

/// All numbers of a numeric attribute, float32 as the shortest decimal that means it (0.1f is 0.1); of a text that
/// starts with a number, that number; else nothing. NaN is kept.
std::vector<double> attribute_numbers(const std::vector<Attribute>& attributes, std::string_view name);

/// The double with the shortest decimal that rounds to this float: what the writer of the file meant. Between 2^24 and
/// 1e15 the float itself: there the shortest decimal is off by whole units; beyond, only fill values such as 1e20 are
/// found.
double shortest_decimal(double float32_value);

std::string number_text(double value);  ///< the shortest text that means the value

}  // namespace cairn

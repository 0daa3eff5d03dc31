#include "builder/interpret/stated_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <concepts>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "base/text.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest_bytes = 1000;

template <class T>
std::string joined(const std::vector<T>& values) {
    constexpr std::size_t k_most = 100;
    std::string result;
    for (std::size_t i = 0; i < std::min(values.size(), k_most); ++i) {
        if (i > 0) result += ", ";
        if constexpr (std::same_as<T, std::string>) {
            result += values[i];
        } else {
            fmt::format_to(std::back_inserter(result), "{}", values[i]);
        }
    }
    return result;
}

std::string text_of(const Values& values) {
    return std::visit(
        [](const auto& held) -> std::string {
            if constexpr (std::same_as<std::decay_t<decltype(held)>, std::monostate>) {
                return {};
            } else {
                return joined(held);
            }
        },
        values);
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// Without blanks at both ends; control characters become blanks.
void trim(std::string& text) {
    std::ranges::replace_if(text, is_control, ' ');
    text.erase(text.find_last_not_of(' ') + 1);
    text.erase(0, text.find_first_not_of(' '));
}

/// At most `k_longest_bytes`, never ending within a code point.
void shorten(std::string& text) {
    if (text.size() <= k_longest_bytes) return;
    std::size_t end = k_longest_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
}

std::string stated_text(const Values& values) {
    std::string text = text_of(values);
    if (!is_utf8(text)) text = to_utf8(text);
    shorten(text);
    trim(text);
    return text;
}

using Texts = std::vector<std::pair<std::string, std::string>>;

/// Names of variables that serve others: coordinates and bounds, by the attributes that name them.
std::set<std::string_view> servants_in(const Group& group) {
    std::set<std::string_view> names;
    for (const Dimension& one : group.dimensions) names.insert(one.name);
    for (const Variable& variable : group.variables) {
        for (const Attribute& attribute : variable.attributes) {
            const bool names_some = attribute.name == "bounds" || attribute.name == "climatology" ||
                                    attribute.name == "coordinates" || attribute.name == "grid_mapping" ||
                                    attribute.name == "ancillary_variables";
            const auto* texts = std::get_if<std::vector<std::string>>(&attribute.values);
            if (!names_some || texts == nullptr) continue;
            for (const std::string& text : *texts) {
                for (std::size_t begin = 0; begin < text.size();) {
                    const std::size_t end = std::min(text.find(' ', begin), text.size());
                    names.insert(std::string_view(text).substr(begin, end - begin));
                    begin = end + 1;
                }
            }
        }
    }
    return names;
}

/// The variables that a file is about: of the root group, those with the most dimensions, at most k_most_variables.
std::vector<const Variable*> main_variables(const Group& group) {
    constexpr std::size_t k_most_variables = 8;
    const std::set<std::string_view> servants = servants_in(group);
    std::vector<const Variable*> found;
    for (const Variable& variable : group.variables) {
        const bool is_number = variable.type != Type::character && variable.type != Type::string;
        const std::size_t most = found.empty() ? 1 : found.front()->dimensions.size();
        if (!is_number || variable.dimensions.size() < most || servants.contains(variable.name)) continue;
        if (variable.dimensions.size() > most) found.clear();
        if (found.size() < k_most_variables) found.push_back(&variable);
    }
    return found;
}

/// "tas:units", and "*:units" where all variables that have the attribute say the same.
void add_attributes_of_variables(const Group& group, Texts& texts) {
    constexpr std::size_t k_longest_of_variable = 200;
    std::map<std::string, std::optional<std::string>> shared;  // nullopt: they differ
    for (const Variable* variable : main_variables(group)) {
        for (const Attribute& attribute : variable->attributes) {
            if (!std::holds_alternative<std::vector<std::string>>(attribute.values)) continue;
            std::string text = stated_text(attribute.values);
            if (text.empty() || text.size() > k_longest_of_variable) continue;
            auto [known, is_new] = shared.try_emplace(attribute.name, text);
            if (!is_new && known->second != text) known->second.reset();
            texts.emplace_back(variable->name + ':' + attribute.name, std::move(text));
        }
    }
    for (auto& [name, text] : shared) {
        if (text) texts.emplace_back("*:" + name, *std::move(text));
    }
}

}  // namespace

StatedAttributes stated_attributes(const Dataset& dataset) {
    Texts texts;
    if (dataset.groups.empty()) return {};
    const std::vector<Attribute>& attributes = dataset.groups.front().attributes;
    texts.reserve(attributes.size());
    for (const Attribute& attribute : attributes) {
        texts.emplace_back(attribute.name, stated_text(attribute.values));
    }
    add_attributes_of_variables(dataset.groups.front(), texts);
    return StatedAttributes(std::move(texts));
}

}  // namespace cairn

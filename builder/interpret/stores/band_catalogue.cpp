#include "builder/interpret/stores/band_catalogue.hpp"

#include <cmath>
#include <initializer_list>
#include <optional>

#include "base/text.hpp"
#include "builder/cf/words.hpp"
#include "builder/interpret/structured.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_bands = 10'000;

std::optional<double> positive(const json::Value* value) {
    if (value == nullptr || !value->IsNumber()) return std::nullopt;
    const double number = value->GetDouble();
    return std::isfinite(number) && number > 0 ? std::optional(number) : std::nullopt;
}

std::string first_text(const json::Value& object, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        const std::string_view text = json::member_text(object, name);
        if (!text.empty()) return std::string(text);
    }
    return {};
}

std::optional<double> first_positive(const json::Value& object, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        if (const auto number = positive(json::find(object, name))) return number;
    }
    return std::nullopt;
}

Band band_of(const json::Value& entry) {
    Band band;
    band.name = json::member_text(entry, "name");
    band.description = json::member_text(entry, "description");
    band.common_name = first_text(entry, {"eo:common_name", "common_name"});
    band.center_wavelength_um = first_positive(entry, {"eo:center_wavelength", "center_wavelength"});
    band.full_width_half_max_um = first_positive(entry, {"eo:full_width_half_max", "full_width_half_max"});
    return band;
}

/// Takes from `known` what `band` does not have.
void complete(Band& band, const Band& known) {
    if (band.description.empty()) band.description = known.description;
    if (band.common_name.empty()) band.common_name = known.common_name;
    if (!band.center_wavelength_um) band.center_wavelength_um = known.center_wavelength_um;
    if (!band.full_width_half_max_um) band.full_width_half_max_um = known.full_width_half_max_um;
}

std::optional<double> positive_attribute(const std::vector<Attribute>& attributes,
                                         std::initializer_list<const char*> names) {
    for (const char* name : names) {
        const std::vector<double> numbers = attribute_numbers(attributes, name);
        if (!numbers.empty() && std::isfinite(numbers.front()) && numbers.front() > 0) return numbers.front();
    }
    return std::nullopt;
}

std::string text_of(const std::vector<Attribute>& attributes, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        std::string text = to_utf8(text_attribute(attributes, name));
        if (!text.empty()) return text;
    }
    return {};
}

}  // namespace

BandCatalogue::BandCatalogue(const std::vector<Attribute>& attributes, const BandCatalogue* outer) : m_outer(outer) {
    const auto add = [&](const json::Value* list) {
        if (list == nullptr || !list->IsArray()) return;
        for (const json::Value& entry : list->GetArray()) {
            Band band = band_of(entry);
            if (band.name.empty() || m_bands.size() >= k_most_bands) continue;
            complete(m_bands.try_emplace(to_lower(band.name), band).first->second, band);
        }
    };
    for (const char* name : {"bands", "eo:bands"}) {
        const json::Value list = structured_attribute(attributes, name);
        add(&list);
    }
    const json::Value item = structured_attribute(attributes, "stac_discovery");
    if (const json::Value* properties = json::find(item, "properties")) {
        add(json::find(*properties, "bands"));
        add(json::find(*properties, "eo:bands"));
    }
}

void BandCatalogue::describe(Band& band, const std::vector<Attribute>& variable) const {
    Band stated;
    stated.common_name = text_of(variable, {"eo:common_name", "common_name"});
    stated.center_wavelength_um = positive_attribute(variable, {"eo:center_wavelength", "center_wavelength"});
    stated.full_width_half_max_um = positive_attribute(variable, {"eo:full_width_half_max", "full_width_half_max"});
    complete(band, stated);
    const auto known = m_bands.find(to_lower(band.name));
    if (known != m_bands.end()) complete(band, known->second);
    if (m_outer != nullptr) m_outer->describe(band, {});
}

}  // namespace cairn

#include "builder/stac/bands.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "builder/stac/extensions/eo.hpp"
#include "builder/stac/properties.hpp"

namespace cairn {

namespace {

bool is_same(const std::optional<double>& a, const std::optional<double>& b) {
    const auto is_nan = [](const std::optional<double>& value) { return value && std::isnan(*value); };
    return a == b || (is_nan(a) && is_nan(b));
}

/// Whether all bands have one value of a member.
template <class Same>
bool all_share(const std::vector<Band>& bands, Same same) {
    return std::all_of(bands.begin(), bands.end(), [&](const Band& band) { return same(band, bands.front()); });
}

void set_number(json::Value& object, std::string_view name, const std::optional<double>& value) {
    if (value) json::set(object, name, plain_number(*value));
}

/// Which of the shared members stand on the asset.
struct Shared {
    explicit Shared(const std::vector<Band>& bands)
        : type(all_share(bands, [](const Band& a, const Band& b) { return a.data_type == b.data_type; })),
          nodata(all_share(bands, [](const Band& a, const Band& b) { return is_same(a.nodata, b.nodata); })),
          scale(all_share(bands, [](const Band& a, const Band& b) { return is_same(a.scale, b.scale); })),
          offset(all_share(bands, [](const Band& a, const Band& b) { return is_same(a.offset, b.offset); })) {}
    bool type;
    bool nodata;
    bool scale;
    bool offset;
};

/// The members of `band` that `wanted` names.
void set_storage(json::Value& object, const Band& band, bool type, bool nodata, bool scale, bool offset) {
    if (type && !band.data_type.empty()) json::set(object, "data_type", band.data_type);
    if (nodata && band.nodata) json::set(object, "nodata", nodata_value(*band.nodata));
    if (scale) set_number(object, "raster:scale", band.scale);
    if (offset) set_number(object, "raster:offset", band.offset);
}

void set_text(json::Value& object, std::string_view name, const std::string& text) {
    if (!text.empty()) json::set(object, name, text);
}

json::Value band_value(const Band& band, const Shared& shared) {
    json::Value value = json::object();
    json::set(value, "name", band.name);
    set_text(value, "description", band.description);
    set_text(value, "unit", band.unit);
    set_storage(value, band, !shared.type, !shared.nodata, !shared.scale, !shared.offset);
    set_text(value, "cf:standard_name", band.standard_name);
    if (extensions::is_common_name(band.common_name)) json::set(value, "eo:common_name", band.common_name);
    set_number(value, "eo:center_wavelength", band.center_wavelength_um);
    set_number(value, "eo:full_width_half_max", band.full_width_half_max_um);
    set_number(value, "gsd", band.gsd_m);
    if (band.shape) {
        json::Value shape = json::array();
        for (const std::uint64_t size : *band.shape) json::push(shape, json::Value(size));
        json::set(value, "proj:shape", std::move(shape));
    }
    return value;
}

}  // namespace

void add_bands(json::Value& asset, const std::vector<Band>& bands) {
    if (bands.empty()) return;
    const Shared shared(bands);
    set_storage(asset, bands.front(), shared.type, shared.nodata, shared.scale, shared.offset);
    json::Value list = json::array();
    for (const Band& band : bands) json::push(list, band_value(band, shared));
    json::set(asset, "bands", std::move(list));
}

}  // namespace cairn

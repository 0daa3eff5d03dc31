#include "builder/group/numbered_files.hpp"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

enum class Has { any, text, beginning };

struct NumberingModel {
    std::string_view attribute;
    Has has;
    std::string_view text;
    Numbering numbering;
    std::string_view model;
};

constexpr std::array<NumberingModel, 8> k_models{{
    {"type", Has::text, "ROMS", Numbering::last_long, "ROMS"},
    {"type", Has::text, "CROCO", Numbering::last_long, "CROCO"},
    {"source", Has::beginning, "FVCOM", Numbering::last_long, "FVCOM"},
    {"title", Has::beginning, "ICON simulation", Numbering::last_long, "ICON"},
    {"source", Has::text, "SCHISM", Numbering::last, "SCHISM"},
    {"model", Has::text, "SCHISM", Numbering::last, "SCHISM"},
    {"MITgcm_version", Has::any, "", Numbering::iterations, "MITgcm"},
    {"MITgcm_mnc_ver", Has::any, "", Numbering::iterations, "MITgcm"},
}};

const NumberingModel* model_of(const StatedAttributes* stated) {
    if (stated == nullptr) return nullptr;
    for (const NumberingModel& row : k_models) {
        const std::string_view value = stated->text(row.attribute);
        if (value.empty()) continue;
        const std::size_t found = value.find(row.text);
        if (found == 0 || (row.has != Has::beginning && found != std::string_view::npos)) return &row;
    }
    return nullptr;
}

bool is_number(const NamePart& part, Numbering numbering) {
    const std::size_t size = part.text.size();
    if (size == 0 || !all_digits(part.text)) return false;
    switch (numbering) {
        case Numbering::none:
            return false;
        case Numbering::last:
            return true;
        case Numbering::last_long:
            return size == 4 || size == 5;
        case Numbering::iterations:
            return size == 10;
    }
    return false;
}

}  // namespace

Numbering numbering_of(const StatedAttributes* stated) {
    const NumberingModel* model = model_of(stated);
    return model == nullptr ? Numbering::none : model->numbering;
}

std::string numbering_model_of(const StatedAttributes* stated) {
    const NumberingModel* model = model_of(stated);
    return model == nullptr ? std::string() : std::string(model->model);
}

std::vector<NamePart> take_numbers(std::vector<NamePart>& parts, Numbering numbering) {
    std::vector<NamePart> taken;
    if (numbering == Numbering::none) return taken;
    for (std::size_t i = parts.size(); i-- > 0;) {
        const bool may_be = numbering == Numbering::iterations || i + 1 == parts.size();
        if (!may_be || parts.size() == 1 || !is_number(parts[i], numbering)) continue;
        taken.push_back(parts[i]);
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
        if (numbering != Numbering::iterations) break;
    }
    return taken;
}

}  // namespace cairn

#include "base/json/pointer.hpp"
#include "validator/instants.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check_object(const json::Value& object, const std::string& pointer, std::vector<std::string>& reversed) {
    const auto start = parse_instant(json::member_text(object, "start_datetime"));
    const auto end = parse_instant(json::member_text(object, "end_datetime"));
    if (start && end && *end < *start) reversed.push_back(json::child(pointer, "end_datetime"));
}

void check_feature(const json::Value& feature, const std::string& pointer, std::vector<std::string>& reversed) {
    if (const json::Value* properties = json::find(feature, "properties")) {
        check_object(*properties, json::child(pointer, "properties"), reversed);
    }
    const json::Value* assets = json::find(feature, "assets");
    if (assets == nullptr || !assets->IsObject()) return;
    for (const auto& asset : assets->GetObject()) {
        check_object(asset.value, json::child(json::child(pointer, "assets"), json::view(asset.name)), reversed);
    }
}

std::vector<std::string> reversed_intervals(const json::Value& document) {
    std::vector<std::string> reversed;
    check_feature(document, "", reversed);
    const json::Value* features = json::find(document, "features");
    if (features == nullptr || !features->IsArray()) return reversed;
    for (rapidjson::SizeType i = 0; i < features->Size(); ++i) {
        check_feature((*features)[i], json::child("/features", std::size_t{i}), reversed);
    }
    return reversed;
}

void check(const DocumentView& view, Findings& out) {
    for (std::string& pointer : reversed_intervals(view.value)) {
        out.add(k_time_order, view.record, std::move(pointer),
                "the interval ends before it begins (start_datetime is later)");
    }
}

}  // namespace

const Rule k_time_order{"time/order",
                        Severity::error,
                        "An interval ends after it begins",
                        "No search finds an Item whose time ends before it begins.",
                        "STAC 1.1.0, common metadata, Date and Time Range",
                        DocumentCheck(check)};

}  // namespace cairn::validate::rules

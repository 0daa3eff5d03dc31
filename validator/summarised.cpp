#include "validator/summarised.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/canonical.hpp"

namespace cairn::validate {

namespace {

/// Members that summaries do not speak of, or whose values are texts of their own.
bool is_summarised(std::string_view name) {
    return name != "datetime" && name != "start_datetime" && name != "end_datetime" && name != "created" &&
           name != "updated" && name != "title" && name != "description" && !name.starts_with("cube:");
}

void add_value(std::string_view name, const json::Value& value, std::vector<Stated>& stated) {
    if (value.IsString()) stated.push_back({digest_of(name), digest_of(json::view(value)), {}});
    if (value.IsNumber()) stated.push_back({digest_of(name), digest_of(canonical(value)), value.GetDouble()});
    if (value.IsBool()) stated.push_back({digest_of(name), value.GetBool() ? 1U : 0U, {}});
}

/// The value, or the elements of a list that is short enough for a summary.
template <class Visit>
void for_each_value(const json::Value& value, const Visit& visit) {
    constexpr rapidjson::SizeType k_most = 100;  // of what summaries list one by one
    if (!value.IsArray()) return visit(value);
    if (value.Size() > k_most) return;
    for (const json::Value& element : value.GetArray()) visit(element);
}

bool is_within(const Stated& stated, const Summarised& summary) {
    if (!summary.least) return std::ranges::binary_search(summary.values, stated.value);
    return stated.number && *stated.number >= *summary.least && *stated.number <= *summary.largest;
}

}  // namespace

void add_stated(const json::Value& feature, Record& record) {
    const json::Value* properties = json::find(feature, "properties");
    if (properties == nullptr || !properties->IsObject()) return;
    for (const auto& member : properties->GetObject()) {
        const std::string_view name = json::view(member.name);
        if (!is_summarised(name)) continue;
        for_each_value(member.value, [&](const json::Value& value) { add_value(name, value, record.stated); });
    }
}

void add_summaries(const json::Value& document, Contents& contents) {
    const json::Value* summaries = json::find(document, "summaries");
    if (summaries == nullptr || !summaries->IsObject()) return;
    for (const auto& member : summaries->GetObject()) {
        Summarised summary;
        summary.name = json::view(member.name);
        if (!is_summarised(summary.name)) continue;
        if (member.value.IsArray()) {
            for (const json::Value& value : member.value.GetArray()) {
                if (value.IsString()) summary.values.push_back(digest_of(json::view(value)));
                if (value.IsNumber()) summary.values.push_back(digest_of(canonical(value)));
                if (value.IsBool()) summary.values.push_back(value.GetBool() ? 1U : 0U);
            }
            if (summary.values.size() != member.value.Size()) continue;  // objects are summarised otherwise
            std::sort(summary.values.begin(), summary.values.end());
        } else {
            const json::Value* least = json::find(member.value, "minimum");
            const json::Value* largest = json::find(member.value, "maximum");
            if (least == nullptr || largest == nullptr || !least->IsNumber() || !largest->IsNumber()) continue;
            summary.least = least->GetDouble();
            summary.largest = largest->GetDouble();
        }
        contents.summaries.push_back(std::move(summary));
    }
    std::sort(contents.summaries.begin(), contents.summaries.end(),
              [](const Summarised& a, const Summarised& b) { return a.name < b.name; });
}

void add_stated_by_assets(const json::Value& collection, Record& record) {
    const json::Value* assets = json::find(collection, "assets");
    if (assets == nullptr || !assets->IsObject()) return;
    for (const Summarised& summary : record.contents().summaries) {
        const auto add = [&](const json::Value& value) {
            std::vector<Stated> one;
            add_value(summary.name, value, one);
            if (one.empty() || !is_within(one.front(), summary)) return;
            record.stated.push_back(one.front());
        };
        for (const auto& asset : assets->GetObject()) {
            const json::Value* value = asset.value.IsObject() ? json::find(asset.value, summary.name) : nullptr;
            if (value != nullptr) for_each_value(*value, add);
        }
    }
}

}  // namespace cairn::validate

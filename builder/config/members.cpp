#include "builder/config/members.hpp"

#include "base/json/write.hpp"

namespace cairn {

const json::Value& member(const json::Value& object, std::string_view name) {
    static const json::Value k_nothing;
    const json::Value* value = json::find(object, name);
    return value == nullptr ? k_nothing : *value;
}

std::string text(const json::Value& object, std::string_view name) {
    return std::string(json::member_text(object, name));
}

std::vector<std::string> texts(const json::Value& object, std::string_view name) {
    std::vector<std::string> result;
    const json::Value* value = json::find(object, name);
    if (value != nullptr && value->IsString()) result.emplace_back(json::view(*value));
    if (value != nullptr && value->IsArray()) {
        for (const json::Value& element : value->GetArray()) result.emplace_back(json::text_or(element, ""));
    }
    return result;
}

std::map<std::string, std::string> text_map(const json::Value& object, std::string_view name) {
    std::map<std::string, std::string> result;
    const json::Value* value = json::find(object, name);
    if (value == nullptr) return result;
    if (value->IsArray()) {
        for (const std::string& element : texts(object, name)) result.emplace(element, element);
    }
    if (value->IsObject()) {
        for (const auto& member : value->GetObject()) {
            result.emplace(json::view(member.name),
                           member.value.IsString() ? std::string(json::view(member.value)) : json::write(member.value));
        }
    }
    return result;
}

void set_fraction(const json::Value& object, std::string_view name, double& number) {
    const json::Value* value = json::find(object, name);
    if (value != nullptr && value->IsNumber() && value->GetDouble() >= 0) number = value->GetDouble();
}

}  // namespace cairn

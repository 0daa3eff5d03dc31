#include "base/json/value.hpp"

#include <cmath>

namespace cairn::json {

namespace {

rapidjson::CrtAllocator& allocator() {
    static rapidjson::CrtAllocator instance;  // stateless: it only forwards to malloc and free
    return instance;
}

rapidjson::SizeType size_of(std::string_view text) { return static_cast<rapidjson::SizeType>(text.size()); }

/// A value that only refers to the text. RapidJSON takes no null pointer, not even for an empty text.
Value key_of(std::string_view name) {
    return Value(rapidjson::StringRef(name.data() == nullptr ? "" : name.data(), size_of(name)));
}

}  // namespace

Value object() { return Value(rapidjson::kObjectType); }
Value array() { return Value(rapidjson::kArrayType); }
Value string(std::string_view text) {
    return Value(text.data() == nullptr ? "" : text.data(), size_of(text), allocator());
}
Value number(double value) { return std::isfinite(value) ? Value(value) : Value(); }
Value integer(std::int64_t value) { return Value(value); }
Value boolean(bool value) { return Value(value); }

Value strings(const std::vector<std::string>& texts) {
    Value result = array();
    for (const std::string& text : texts) push(result, string(text));
    return result;
}

Value clone(const Value& value) { return Value(value, allocator()); }

Value& set(Value& object, std::string_view name, Value value) {
    if (Value* present = find(object, name)) return *present = std::move(value);
    object.AddMember(string(name), std::move(value), allocator());
    return (object.MemberEnd() - 1)->value;
}

Value& set(Value& object, std::string_view name, std::string_view text) { return set(object, name, string(text)); }
Value& set(Value& object, std::string_view name, const char* text) {
    return set(object, name, string(std::string_view(text)));
}

Value& push(Value& array, Value value) {
    array.PushBack(std::move(value), allocator());
    return array[array.Size() - 1];
}

void remove(Value& object, std::string_view name) {
    if (object.IsObject()) object.EraseMember(key_of(name));
}

const Value* find(const Value& value, std::string_view name) {
    if (!value.IsObject()) return nullptr;
    const auto member = value.FindMember(key_of(name));
    return member == value.MemberEnd() ? nullptr : &member->value;
}

Value* find(Value& value, std::string_view name) {
    return const_cast<Value*>(find(static_cast<const Value&>(value), name));
}

std::string_view text_or(const Value& value, std::string_view fallback) {
    return value.IsString() ? view(value) : fallback;
}

std::string_view member_text(const Value& object, std::string_view name, std::string_view fallback) {
    const Value* member = find(object, name);
    return member == nullptr ? fallback : text_or(*member, fallback);
}

std::vector<std::string> member_texts(const Value& object, std::string_view name) {
    const Value* member = find(object, name);
    std::vector<std::string> texts;
    if (member == nullptr) return texts;
    if (member->IsString()) texts.emplace_back(view(*member));
    if (!member->IsArray()) return texts;
    for (const Value& text : member->GetArray())
        if (text.IsString()) texts.emplace_back(view(text));
    return texts;
}

void merge(Value& target, const Value& patch) {
    if (!patch.IsObject()) {
        target = clone(patch);
        return;
    }
    if (!target.IsObject()) target = object();
    for (const auto& member : patch.GetObject()) {
        const std::string_view name = view(member.name);
        if (member.value.IsNull()) {
            remove(target, name);
        } else if (Value* present = find(target, name)) {
            merge(*present, member.value);
        } else {
            Value fresh;
            merge(fresh, member.value);
            set(target, name, std::move(fresh));
        }
    }
}

std::string_view kind_name(const Value& value) {
    switch (value.GetType()) {
        case rapidjson::kNullType:
            return "null";
        case rapidjson::kFalseType:
        case rapidjson::kTrueType:
            return "boolean";
        case rapidjson::kObjectType:
            return "object";
        case rapidjson::kArrayType:
            return "array";
        case rapidjson::kStringType:
            return "string";
        case rapidjson::kNumberType:
            return "number";
    }
    return "value";
}

}  // namespace cairn::json

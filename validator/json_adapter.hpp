// What valijson 1.0 needs to see a json::Value. Its own RapidJSON adapter calls 144.0 no integer, reads integers above
// 2^63 as negative, keeps the value to itself (our constraints want it), and redefines RAPIDJSON_ASSERT.
#pragma once

#define VALIJSON_USE_EXCEPTIONS 1  // without it valijson aborts on a schema that it cannot read

#include <cmath>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <valijson/internal/adapter.hpp>
#include <valijson/internal/basic_adapter.hpp>
#include <valijson/internal/frozen_value.hpp>

#include "base/json/value.hpp"
#include "validator/budget.hpp"
#include "validator/canonical.hpp"

namespace cairn::validate {

class JsonAdapter;

inline const json::Value& empty_object() {
    static const json::Value value(rapidjson::kObjectType);
    return value;
}
inline const json::Value& empty_array() {
    static const json::Value value(rapidjson::kArrayType);
    return value;
}

using JsonMember = std::pair<std::string, JsonAdapter>;

/// Iterates over elements or members; dereferencing makes a small adapter, as valijson expects.
template <class Position, class Seen>
class JsonIterator {
  public:
    using iterator_category = std::bidirectional_iterator_tag;
    using value_type = Seen;
    using difference_type = std::ptrdiff_t;
    using pointer = Seen*;
    using reference = Seen&;

    explicit JsonIterator(Position position) : m_position(position) {}
    Seen operator*() const;
    valijson::adapters::DerefProxy<Seen> operator->() const { return valijson::adapters::DerefProxy<Seen>(**this); }
    bool operator==(const JsonIterator& other) const { return m_position == other.m_position; }
    bool operator!=(const JsonIterator& other) const { return m_position != other.m_position; }
    JsonIterator& operator++() { return ++m_position, *this; }
    JsonIterator operator++(int) { return JsonIterator(m_position++); }
    JsonIterator& operator--() { return --m_position, *this; }
    void advance(std::ptrdiff_t n) { m_position += n; }

  private:
    Position m_position;
};

class JsonArray {
  public:
    using const_iterator = JsonIterator<json::Value::ConstValueIterator, JsonAdapter>;
    using iterator = const_iterator;

    JsonArray() : m_value(empty_array()) {}
    explicit JsonArray(const json::Value& value) : m_value(value) {}
    const_iterator begin() const { return const_iterator(m_value.Begin()); }
    const_iterator end() const { return const_iterator(m_value.End()); }
    std::size_t size() const { return m_value.Size(); }

  private:
    const json::Value& m_value;
};

class JsonObject {
  public:
    using const_iterator = JsonIterator<json::Value::ConstMemberIterator, JsonMember>;
    using iterator = const_iterator;

    JsonObject() : m_value(empty_object()) {}
    explicit JsonObject(const json::Value& value) : m_value(value) {}
    const_iterator begin() const { return const_iterator(m_value.MemberBegin()); }
    const_iterator end() const { return const_iterator(m_value.MemberEnd()); }
    std::size_t size() const { return m_value.MemberCount(); }
    const_iterator find(const std::string& name) const {
        const json::Value key(rapidjson::StringRef(name.data(), static_cast<rapidjson::SizeType>(name.size())));
        return const_iterator(m_value.FindMember(key));
    }

  private:
    const json::Value& m_value;
};

class JsonValue {
  public:
    JsonValue() : m_value(empty_object()) {}
    explicit JsonValue(const json::Value& value) : m_value(value) {}

    const json::Value& value() const { return m_value; }
    valijson::adapters::FrozenValue* freeze() const;
    opt::optional<JsonArray> getArrayOptional() const {
        return m_value.IsArray() ? opt::make_optional(JsonArray(m_value)) : opt::optional<JsonArray>();
    }
    opt::optional<JsonObject> getObjectOptional() const {
        return m_value.IsObject() ? opt::make_optional(JsonObject(m_value)) : opt::optional<JsonObject>();
    }
    bool getArraySize(std::size_t& size) const { return m_value.IsArray() && (size = m_value.Size(), true); }
    bool getObjectSize(std::size_t& size) const { return m_value.IsObject() && (size = m_value.MemberCount(), true); }
    bool getBool(bool& result) const { return m_value.IsBool() && (result = m_value.GetBool(), true); }
    bool getDouble(double& result) const { return m_value.IsNumber() && (result = m_value.GetDouble(), true); }
    bool getInteger(std::int64_t& result) const;
    bool getString(std::string& result) const {
        return m_value.IsString() && (result.assign(m_value.GetString(), m_value.GetStringLength()), true);
    }
    static bool hasStrictTypes() { return true; }
    bool isArray() const { return m_value.IsArray(); }
    bool isBool() const { return m_value.IsBool(); }
    bool isDouble() const { return m_value.IsNumber(); }  // asked before isInteger: all numbers compare as doubles
    bool isInteger() const { return is_integer(m_value); }
    bool isNull() const { return m_value.IsNull(); }
    bool isNumber() const { return m_value.IsNumber(); }
    bool isObject() const { return m_value.IsObject(); }
    bool isString() const { return m_value.IsString(); }

  private:
    const json::Value& m_value;
};

class JsonAdapter : public valijson::adapters::BasicAdapter<JsonAdapter, JsonArray, JsonMember, JsonObject, JsonValue> {
  public:
    JsonAdapter() = default;
    // Implicit: valijson writes AdapterType(value) and passes members where adapters are expected.
    JsonAdapter(const json::Value& value) : BasicAdapter(JsonValue(value)), m_json(&value) { SpendingScope::spend(); }

    const json::Value& json() const { return *m_json; }

  private:
    const json::Value* m_json = &empty_object();
};

/// A copy of a `const` or `enum` value that lives in the compiled schema.
class FrozenJson : public valijson::adapters::FrozenValue {
  public:
    explicit FrozenJson(const json::Value& value) : m_value(json::clone(value)) {}
    FrozenValue* clone() const override { return new FrozenJson(m_value); }
    bool equalTo(const valijson::adapters::Adapter& other, bool strict) const override;

  private:
    json::Value m_value;
};

inline valijson::adapters::FrozenValue* JsonValue::freeze() const { return new FrozenJson(m_value); }

inline bool JsonValue::getInteger(std::int64_t& result) const {
    if (m_value.IsInt64()) return result = m_value.GetInt64(), true;
    if (!is_integer(m_value) || std::abs(m_value.GetDouble()) >= 0x1p63) return false;
    return result = static_cast<std::int64_t>(m_value.GetDouble()), true;
}

template <class Position, class Seen>
Seen JsonIterator<Position, Seen>::operator*() const {
    if constexpr (std::is_same_v<Seen, JsonMember>) {
        return {std::string(json::view(m_position->name)), JsonAdapter(m_position->value)};
    } else {
        return JsonAdapter(*m_position);
    }
}

/// The names of members (`propertyNames`) come as another adapter, which has only strings.
inline bool FrozenJson::equalTo(const valijson::adapters::Adapter& other, bool /*strict*/) const {
    if (const auto* json = dynamic_cast<const JsonAdapter*>(&other)) return equal(m_value, json->json());
    return m_value.IsString() && other.isString() && other.getString() == json::view(m_value);
}

}  // namespace cairn::validate

namespace valijson::adapters {

template <>
struct AdapterTraits<cairn::validate::JsonAdapter> {
    using DocumentType = cairn::json::Value;
    static std::string adapterName() { return "cairn::validate::JsonAdapter"; }
};

}  // namespace valijson::adapters

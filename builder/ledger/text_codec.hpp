// Values as JSON with the names of their members, and back: what people read, and what a later program still reads.
//
// A type takes part when `members_of` names its members and `k_names` has their names, in the same order: a member
// without a name does not compile. What is empty (a text, a list, an optional, a shared part) is left out, and what is
// left out is empty, so that a member that is added later does not make older texts unreadable.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/json/object_builder.hpp"
#include "base/json/value.hpp"
#include "base/text.hpp"
#include "builder/facts/byte_codec.hpp"

namespace cairn::ledger {

/// The names of the members of a type, in the order of `members_of`.
template <class T>
constexpr std::nullptr_t k_names = nullptr;

/// The names of the values of an enumeration, in their order.
template <class E>
constexpr std::nullptr_t k_value_names = nullptr;

/// The names of the kinds of a variant, whose first is std::monostate and has none.
template <class V>
constexpr std::nullptr_t k_kind_names = nullptr;

/// How a type that is none of the plain ones is written. Specialised: `static json::Value put(const T&)`,
/// `static bool get(const json::Value&, T&)`.
template <class T>
struct Text;

template <class T>
concept HasText = requires(const T& value) {
    Text<T>::put(value);
};

/// JSON has no NaN and no infinity, and its texts are UTF-8.
json::Value put_real(double value);
bool get_real(const json::Value& json, double& value);
json::Value put_text(const std::string& value);
bool get_text(const json::Value& json, std::string& value);

template <class T>
bool is_empty(const T& value) {
    if constexpr (facts::is_a<T, std::optional> || facts::is_a<T, std::shared_ptr>) {
        return !value;
    } else if constexpr (facts::is_a<T, std::variant>) {
        return value.index() == 0;
    } else if constexpr (requires { value.empty(); }) {
        return value.empty();
    } else {
        return false;
    }
}

template <class T, class Parts>
json::Value put(const T& value, Parts& parts);

template <class T, class Parts>
json::Value put_members(const T& value, Parts& parts) {
    json::Value object = json::object();
    std::apply(
        [&](const auto&... members) {
            static_assert(k_names<T>.size() == sizeof...(members));
            std::size_t i = 0;
            const auto add = [&](const auto& member) {
                const std::string_view name = k_names<T>[i++];
                if (is_empty(member)) return;
                json::Value made = put(member, parts);
                const bool says_nothing = made.IsObject() && made.ObjectEmpty();
                if (!says_nothing) json::set(object, name, std::move(made));
            };
            (add(members), ...);
        },
        members_of(value));
    return object;
}

/// `parts`: `template <class T> json::Value put(const std::shared_ptr<const T>&)`.
template <class T, class Parts>
json::Value put(const T& value, Parts& parts) {
    if constexpr (HasText<T>) {
        return Text<T>::put(value);
    } else if constexpr (std::same_as<T, std::string>) {
        return put_text(value);
    } else if constexpr (std::same_as<T, bool>) {
        return json::boolean(value);
    } else if constexpr (std::same_as<T, double>) {
        return put_real(value);
    } else if constexpr (std::is_enum_v<T>) {
        return json::string(k_value_names<T>[static_cast<std::size_t>(value)]);
    } else if constexpr (std::unsigned_integral<T>) {
        return json::Value(std::uint64_t{value});
    } else if constexpr (std::signed_integral<T>) {
        return json::integer(value);
    } else if constexpr (facts::is_a<T, std::optional>) {
        return value ? put(*value, parts) : json::Value();
    } else if constexpr (facts::is_a<T, std::shared_ptr>) {
        return value ? parts.put(value) : json::Value();
    } else if constexpr (facts::is_a<T, std::variant>) {
        json::Value object = json::object();
        const auto put_kind = [&](const auto& kind) {
            using Kind = std::remove_cvref_t<decltype(kind)>;
            if constexpr (!std::same_as<Kind, std::monostate>)
                json::set(object, k_kind_names<T>[value.index() - 1], put(kind, parts));
        };
        std::visit(put_kind, value);
        return object;
    } else if constexpr (
        requires(T & list) { list.resize(0); } || requires { std::tuple_size<T>::value; }) {
        json::Value list = json::array();
        const auto push = [&](const auto& element) { json::push(list, put(element, parts)); };
        if constexpr (requires { value.begin(); }) {
            for (const auto& element : value) push(element);
        } else {
            std::apply([&](const auto&... elements) { (push(elements), ...); }, value);
        }
        return list;
    } else {
        return put_members(value, parts);
    }
}

template <class T, class Parts>
bool get(const json::Value& json, T& value, Parts& parts);

template <class T, class Parts>
bool get_members(const json::Value& json, T& value, Parts& parts) {
    if (!json.IsObject()) return false;
    std::size_t known = 0;
    bool are_sound = true;
    std::apply(
        [&](auto&... members) {
            std::size_t i = 0;
            const auto take = [&](auto& member) {
                const json::Value* found = json::find(json, k_names<T>[i++]);
                if (found == nullptr) return;
                ++known;
                are_sound = are_sound && get(*found, member, parts);
            };
            (take(members), ...);
        },
        members_of(value));
    return are_sound && known == json.MemberCount();
}

template <class Parts, class... Kinds>
bool get_kind(const json::Value& json, std::variant<Kinds...>& value, Parts& parts) {
    using Variant = std::variant<Kinds...>;
    if (!json.IsObject() || json.MemberCount() != 1) return false;
    const std::string_view name = json::view(json.MemberBegin()->name);
    bool is_sound = false;
    const auto get_if = [&]<std::size_t index>(std::integral_constant<std::size_t, index>) {
        if (name == k_kind_names<Variant>[index])
            is_sound = get(json.MemberBegin()->value, value.template emplace<index + 1>(), parts);
    };
    [&]<std::size_t... indices>(std::index_sequence<indices...>) {
        (get_if(std::integral_constant<std::size_t, indices>{}), ...);
    }
    (std::make_index_sequence<sizeof...(Kinds) - 1>{});
    return is_sound;
}

template <class T>
bool get_integer(const json::Value& json, T& value) {
    if constexpr (std::unsigned_integral<T>) {
        if (!json.IsUint64() || json.GetUint64() > std::numeric_limits<T>::max()) return false;
        value = static_cast<T>(json.GetUint64());
    } else {
        if (!json.IsInt64()) return false;
        value = static_cast<T>(json.GetInt64());
        return value == json.GetInt64();
    }
    return true;
}

template <class T>
bool get_value_name(const json::Value& json, T& value) {
    const auto& names = k_value_names<T>;
    for (std::size_t i = 0; json.IsString() && i < names.size(); ++i) {
        if (names[i] != json::view(json)) continue;
        value = static_cast<T>(i);
        return true;
    }
    return false;
}

template <class T, class Parts>
bool get_elements(const json::Value& json, T& list, Parts& parts) {
    if (!json.IsArray()) return false;
    if constexpr (requires { list.resize(0); }) list.resize(json.Size());
    rapidjson::SizeType i = 0;
    const auto take = [&](auto& element) { return i < json.Size() && get(json[i++], element, parts); };
    bool are_sound = true;
    if constexpr (requires { list.begin(); }) {
        for (auto& element : list) are_sound = are_sound && take(element);
    } else {
        std::apply([&](auto&... elements) { are_sound = (take(elements) && ...); }, list);
    }
    return are_sound && i == json.Size();
}

/// False: the JSON is not of this type. `parts`: `template <class T> bool get(const json::Value&,
/// std::shared_ptr<const T>&)`.
template <class T, class Parts>
bool get(const json::Value& json, T& value, Parts& parts) {
    if constexpr (HasText<T>) {
        return Text<T>::get(json, value);
    } else if constexpr (std::same_as<T, std::string>) {
        return get_text(json, value);
    } else if constexpr (std::same_as<T, bool>) {
        value = json.IsTrue();
        return json.IsBool();
    } else if constexpr (std::same_as<T, double>) {
        return get_real(json, value);
    } else if constexpr (std::is_enum_v<T>) {
        return get_value_name(json, value);
    } else if constexpr (std::integral<T>) {
        return get_integer(json, value);
    } else if constexpr (facts::is_a<T, std::optional>) {
        return get(json, value.emplace(), parts);
    } else if constexpr (facts::is_a<T, std::shared_ptr>) {
        return parts.get(json, value);
    } else if constexpr (facts::is_a<T, std::variant>) {
        return get_kind(json, value, parts);
    } else if constexpr (
        requires(T & list) { list.resize(0); } || requires { std::tuple_size<T>::value; }) {
        return get_elements(json, value, parts);
    } else {
        return get_members(json, value, parts);
    }
}

}  // namespace cairn::ledger

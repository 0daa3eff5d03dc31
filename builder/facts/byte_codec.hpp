// Values as bytes and back, member by member. A type takes part when `members_of` names its members.
#pragma once

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>

namespace cairn::facts {

/// The bytes of parts that many values share, by address. It keeps the parts, so that no address is used again, and
/// forgets all when it is full. Threads: one.
class EncodedParts {
  public:
    template <class Encode>
    std::string_view bytes_of(std::shared_ptr<const void> part, Encode encode) {
        constexpr std::size_t k_most = 4096;
        if (const auto known = m_known.find(part.get()); known != m_known.end()) return known->second.bytes;
        if (m_known.size() == k_most) m_known.clear();
        const void* address = part.get();
        return m_known.emplace(address, Known{std::move(part), encode()}).first->second.bytes;
    }

  private:
    struct Known {
        std::shared_ptr<const void> part;
        std::string bytes;
    };
    std::unordered_map<const void*, Known> m_known;
};

/// Takes parts that many values share out of their bytes, which then have a number in their place.
class PartSink {
  public:
    virtual ~PartSink() = default;
    virtual std::uint64_t place_of(const std::shared_ptr<const void>& part,
                                   const std::function<std::string()>& encode) = 0;
};

/// Appends numbers and texts to a byte string.
class Writer {
  public:
    Writer() = default;
    /// Looks shared parts up in `parts`, which must outlive it.
    explicit Writer(EncodedParts& parts) : m_parts(&parts) {}

    /// Shared parts go to `sink`, which must outlive it.
    explicit Writer(PartSink& sink) : m_sink(&sink) {}

    EncodedParts* parts() const { return m_parts; }
    PartSink* sink() const { return m_sink; }

    /// Seven bits a byte, the least first.
    void count(std::uint64_t value) {
        while (value >= 0x80) {
            m_bytes.push_back(static_cast<char>(value | 0x80));
            value >>= 7;
        }
        m_bytes.push_back(static_cast<char>(value));
    }
    /// The sign in the lowest bit, so that small numbers of both signs are short.
    void integer(std::int64_t value) {
        count((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void real(double value) {
        static_assert(std::endian::native == std::endian::little);
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void text(std::string_view value) {
        count(value.size());
        m_bytes.append(value);
    }
    /// A text without the begin that it shares with `before`: sorted paths are short so.
    void text_after(std::string_view before, std::string_view value) {
        const auto shared = static_cast<std::size_t>(std::ranges::mismatch(before, value).in1 - before.begin());
        count(shared);
        text(value.substr(shared));
    }
    std::string take() { return std::move(m_bytes); }

  private:
    std::string m_bytes;
    EncodedParts* m_parts = nullptr;
    PartSink* m_sink = nullptr;
};

/// Reads what Writer wrote. After the first impossible value everything reads as zero or empty, and `failed` holds.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) {}

    std::uint64_t count() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_rest.empty()) return fail();
            const auto byte = static_cast<unsigned char>(m_rest.front());
            m_rest.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) return value;
        }
        return fail();
    }
    std::int64_t integer() {
        const std::uint64_t value = count();
        return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
    }
    double real() {
        if (m_rest.size() < 8) return static_cast<double>(fail());
        std::uint64_t bits = 0;
        for (int i = 0; i < 8; ++i)
            bits |= std::uint64_t{static_cast<unsigned char>(m_rest[std::size_t(i)])} << (8 * i);
        m_rest.remove_prefix(8);
        return std::bit_cast<double>(bits);
    }
    std::string_view text() {
        const std::uint64_t size = elements();
        const std::string_view value = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return value;
    }
    std::string text_after(std::string_view before) {
        const std::uint64_t shared = count();
        if (shared > before.size()) fail();
        return std::string(before.substr(0, m_failed ? 0 : shared)).append(text());
    }
    /// A number of elements, each at least a byte: more than the rest can hold is refused before memory is taken.
    std::uint64_t elements() {
        const std::uint64_t value = count();
        return value <= m_rest.size() ? value : fail();
    }

    std::uint64_t fail() {
        m_failed = true;
        m_rest = {};
        return 0;
    }
    bool failed() const { return m_failed; }
    bool is_at_end() const { return m_rest.empty(); }

  private:
    std::string_view m_rest;
    bool m_failed = false;
};

template <class T, template <class...> class Kind>
constexpr bool is_a = false;
template <template <class...> class Kind, class... Parts>
constexpr bool is_a<Kind<Parts...>, Kind> = true;

/// The greatest value of an enumeration, so that no other is read. Specialised for each that takes part.
template <class E>
constexpr E k_last_of = E::no_greatest_value_is_known;

/// How a type that is none of the plain ones is written. Specialised: `static void put(Writer&, const T&)`,
/// `static void get(Reader&, T&, Parts&)`.
template <class T>
struct Special;

template <class T>
concept IsSpecial = requires(Writer& writer, const T& value) {
    Special<T>::put(writer, value);
};

template <class T>
void put(Writer& writer, const T& value) {
    if constexpr (IsSpecial<T>) {
        Special<T>::put(writer, value);
    } else if constexpr (std::same_as<T, std::string>) {
        writer.text(value);
    } else if constexpr (std::same_as<T, double>) {
        writer.real(value);
    } else if constexpr (std::is_enum_v<T> || std::unsigned_integral<T>) {
        writer.count(static_cast<std::uint64_t>(value));
    } else if constexpr (std::signed_integral<T>) {
        writer.integer(value);
    } else if constexpr (is_a<T, std::optional>) {
        writer.count(value.has_value() ? 1 : 0);
        if (value) put(writer, *value);
    } else if constexpr (is_a<T, std::shared_ptr>) {
        writer.count(value ? 1 : 0);
        if (!value) return;
        if (writer.sink() != nullptr) {
            writer.count(writer.sink()->place_of(value, [&] {
                Writer part(*writer.sink());
                put(part, *value);
                return part.take();
            }));
            return;
        }
        const auto encode = [&] {
            Writer part = writer.parts() != nullptr ? Writer(*writer.parts()) : Writer();
            put(part, *value);
            return part.take();
        };
        if (writer.parts() != nullptr) {
            writer.text(writer.parts()->bytes_of(value, encode));
        } else {
            writer.text(encode());
        }
    } else if constexpr (is_a<T, std::variant>) {
        writer.count(value.index());
        std::visit([&](const auto& held) { put(writer, held); }, value);
    } else if constexpr (std::same_as<T, std::monostate>) {
    } else if constexpr (requires(T & list) { list.resize(0); }) {
        writer.count(value.size());
        for (const auto& element : value) put(writer, element);
    } else if constexpr (requires { std::tuple_size<T>::value; }) {
        std::apply([&](const auto&... elements) { (put(writer, elements), ...); }, value);
    } else {
        std::apply([&](const auto&... members) { (put(writer, members), ...); }, members_of(value));
    }
}

template <class T, class Parts>
void get(Reader& reader, T& value, Parts& parts);

template <class Parts, class... Kinds>
void get_kind(Reader& reader, std::variant<Kinds...>& value, Parts& parts) {
    const std::uint64_t kind = reader.count();
    std::uint64_t index = 0;
    const auto get_if = [&]<class Kind>(std::type_identity<Kind>) {
        if (index++ == kind) get(reader, value.template emplace<Kind>(), parts);
    };
    (get_if(std::type_identity<Kinds>{}), ...);
    if (kind >= sizeof...(Kinds)) reader.fail();
}

template <class T, class Parts>
void get(Reader& reader, T& value, Parts& parts) {
    if constexpr (IsSpecial<T>) {
        Special<T>::get(reader, value, parts);
    } else if constexpr (std::same_as<T, std::string>) {
        value = reader.text();
    } else if constexpr (std::same_as<T, double>) {
        value = reader.real();
    } else if constexpr (std::is_enum_v<T>) {
        const std::uint64_t number = reader.count();
        value =
            number <= static_cast<std::uint64_t>(k_last_of<T>) ? static_cast<T>(number) : static_cast<T>(reader.fail());
    } else if constexpr (std::integral<T>) {
        const auto number = [&] {
            if constexpr (std::unsigned_integral<T>) return reader.count();
            if constexpr (std::signed_integral<T>) return reader.integer();
        }();
        value = static_cast<T>(number);
        if (static_cast<decltype(number)>(value) != number) reader.fail();
    } else if constexpr (is_a<T, std::optional>) {
        if (reader.count() != 0) get(reader, value.emplace(), parts);
    } else if constexpr (is_a<T, std::shared_ptr>) {
        if (reader.count() == 0) return;
        using Part = std::remove_const_t<typename T::element_type>;
        const auto decode = [&](std::string_view bytes) -> std::shared_ptr<const Part> {
            Reader of_part(bytes);
            auto part = std::make_shared<Part>();
            get(of_part, *part, parts);
            return of_part.failed() || !of_part.is_at_end() ? nullptr : part;
        };
        if constexpr (Parts::k_are_apart) {
            value = parts.template at<Part>(reader.count(), decode);
        } else {
            const std::string_view bytes = reader.text();
            value = parts.template find_or<Part>(bytes, [&] { return decode(bytes); });
        }
        if (!value) reader.fail();
    } else if constexpr (is_a<T, std::variant>) {
        get_kind(reader, value, parts);
    } else if constexpr (std::same_as<T, std::monostate>) {
    } else if constexpr (requires(T & list) { list.resize(0); }) {
        value.resize(reader.elements());
        for (auto& element : value) get(reader, element, parts);
    } else if constexpr (requires { std::tuple_size<T>::value; }) {
        std::apply([&](auto&... elements) { (get(reader, elements, parts), ...); }, value);
    } else {
        std::apply([&](auto&... members) { (get(reader, members, parts), ...); }, members_of(value));
    }
}

}  // namespace cairn::facts

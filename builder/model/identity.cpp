#include "builder/model/identity.hpp"

#include <bit>
#include <cmath>
#include <concepts>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "builder/model/members.hpp"

namespace cairn {

namespace {

/// Bits, so that -0 is not 0; those of one NaN for all of them.
std::uint64_t bits_of(double number) {
    return std::bit_cast<std::uint64_t>(std::isnan(number) ? std::numeric_limits<double>::quiet_NaN() : number);
}

template <class T>
concept Scalar = std::integral<T> || std::is_enum_v<T>;

template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;

template <class T>
constexpr bool is_pair = false;
template <class First, class Second>
constexpr bool is_pair<std::pair<First, Second>> = true;

/// Shows the texts and numbers of a value to the visitor, in one order for all values of a type: of one value, or of
/// two side by side. What can be absent or many begins with whether and how many there are. Ends when the visitor
/// returns false.
template <class Visitor, class T, std::same_as<T>... Other>
bool visit(Visitor& visitor, const T& one, const Other&... other) {
    if constexpr (std::same_as<T, std::string>) {
        return visitor.text(one, other...);
    } else if constexpr (std::same_as<T, double>) {
        return visitor.number(bits_of(one), bits_of(other)...);
    } else if constexpr (Scalar<T>) {
        return visitor.number(static_cast<std::uint64_t>(one), static_cast<std::uint64_t>(other)...);
    } else if constexpr (is_optional<T>) {
        return visitor.number(one.has_value(), other.has_value()...) && (!one || visit(visitor, *one, *other...));
    } else if constexpr (is_pair<T>) {
        return visit(visitor, one.first, other.first...) && visit(visitor, one.second, other.second...);
    } else if constexpr (requires { std::begin(one); }) {
        const auto each = [&](auto at, auto... other_at) {
            for (; at != std::end(one); ++at, (++other_at, ...)) {
                if (!visit(visitor, *at, *other_at...)) return false;
            }
            return true;
        };
        return visitor.number(std::size(one), std::size(other)...) && each(std::begin(one), std::begin(other)...);
    } else {
        const auto members = [&]<std::size_t... i>(std::index_sequence<i...>, const auto& own, const auto&... others) {
            const auto member = [&]<std::size_t k>(std::integral_constant<std::size_t, k>) {
                return visit(visitor, std::get<k>(own), std::get<k>(others)...);
            };
            return (member(std::integral_constant<std::size_t, i>()) && ...);
        };
        using Members = decltype(members_of(one));
        return members(std::make_index_sequence<std::tuple_size_v<Members>>(), members_of(one), members_of(other)...);
    }
}

struct Comparison {
    static bool text(std::string_view one, std::string_view other) { return one == other; }
    static bool number(std::uint64_t one, std::uint64_t other) { return one == other; }
};

/// Folds in 64 bits at a time by the two halves of a product: every bit of what came before and of what is added moves
/// every bit of the sum.
class Hash {
  public:
    bool text(std::string_view one) { return number(std::hash<std::string_view>()(one)); }
    bool number(std::uint64_t one) {
        __extension__ using Wide = unsigned __int128;
        const Wide product = Wide{m_sum ^ 0x9e3779b97f4a7c15U} * Wide{one ^ 0xd1b54a32d192ed03U};
        m_sum = static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64) ^ rotated(m_sum);
        return true;
    }
    std::uint64_t sum() const { return m_sum; }

  private:
    /// Without this a factor of 0 would forget all that came before it.
    static std::uint64_t rotated(std::uint64_t sum) { return std::rotl(sum, 23); }

    std::uint64_t m_sum = 0;
};

template <class T>
bool are_identical(const T& a, const T& b) {
    Comparison comparison;
    return visit(comparison, a, b);
}

template <class T>
std::uint64_t hash_of(const T& value) {
    Hash hash;
    visit(hash, value);
    return hash.sum();
}

}  // namespace

bool identical(const Cube& a, const Cube& b) { return are_identical(a, b); }
bool identical(const Facets& a, const Facets& b) { return are_identical(a, b); }
bool identical(const Outline& a, const Outline& b) { return are_identical(a, b); }
bool identical(const Projection& a, const Projection& b) { return are_identical(a, b); }
bool identical(const std::string& a, const std::string& b) { return a == b; }
bool identical(const Description& a, const Description& b) { return are_identical(a, b); }

std::uint64_t identity_hash(const Cube& value) { return hash_of(value); }
std::uint64_t identity_hash(const Facets& value) { return hash_of(value); }
std::uint64_t identity_hash(const Outline& value) { return hash_of(value); }
std::uint64_t identity_hash(const Projection& value) { return hash_of(value); }
std::uint64_t identity_hash(const std::string& value) { return hash_of(value); }
std::uint64_t identity_hash(const Description& value) { return hash_of(value); }

}  // namespace cairn

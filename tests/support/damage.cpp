#include "tests/support/damage.hpp"

#include <algorithm>
#include <array>

namespace cairn::test {

namespace {

/// splitmix64: the same everywhere, which std's distributions are not.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t roll() {
        m_state += 0x9E37'79B9'7F4A'7C15U;
        std::uint64_t z = m_state;
        z = (z ^ z >> 30) * 0xBF58'476D'1CE4'E5B9U;
        z = (z ^ z >> 27) * 0x94D0'49BB'1331'11EBU;
        return z ^ z >> 31;
    }
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(roll() % end); }

    /// Mostly in the first kilobytes, where headers are.
    std::size_t place_in(const std::string& bytes) {
        const std::size_t end = roll() % 4 == 0 ? bytes.size() : std::min<std::size_t>(bytes.size(), 2048);
        return below(end);
    }

  private:
    std::uint64_t m_state;
};

void put(std::string& bytes, std::size_t at, std::string_view what) {
    const std::size_t count = std::min(what.size(), bytes.size() - at);
    std::copy_n(what.begin(), count, bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

void put_large_number(std::string& bytes, Dice& dice) {
    static constexpr std::array<std::string_view, 6> k_numbers{"\xFF\xFF\xFF\xFF",
                                                               "\x7F\xFF\xFF\xFF",
                                                               std::string_view("\x80\0\0\0", 4),
                                                               std::string_view("\0\xFF\xFF\xFF", 4),
                                                               "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
                                                               "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"};
    const std::size_t at = dice.place_in(bytes) / 4 * 4;
    put(bytes, at, k_numbers[dice.below(k_numbers.size())]);
}

void damage_once(std::string& bytes, Dice& dice) {
    const std::size_t at = dice.place_in(bytes);
    const std::size_t length = 1 + dice.below(dice.roll() % 4 == 0 ? 512 : 16);
    switch (dice.below(8)) {
        case 0:
        case 1:
            bytes[at] = static_cast<char>(bytes[at] ^ 1 << dice.below(8));
            break;
        case 2:
        case 3:
            bytes[at] = static_cast<char>(dice.roll());
            break;
        case 4:
            put_large_number(bytes, dice);
            break;
        case 5:
            put(bytes, at, std::string(length, '\0'));
            break;
        case 6:
            put(bytes, at, std::string(bytes, dice.place_in(bytes), length));
            break;
        default:
            bytes.resize(std::max<std::size_t>(1, dice.below(bytes.size())));
    }
}

}  // namespace

std::string damaged(std::string_view bytes, std::uint64_t seed) {
    Dice dice(seed);
    std::string result(bytes);
    for (std::size_t times = 1 + dice.below(4); times > 0; --times) damage_once(result, dice);
    return result;
}

}  // namespace cairn::test

// Texts, numbers and arrays.
#include "validator/canonical.hpp"
#include "validator/compiled/evaluator.hpp"

namespace cairn::validate::compiled {

namespace {

/// Characters of Unicode (draft-07 validation, 6.3), in valid UTF-8.
std::uint64_t count_characters(std::string_view text) {
    std::uint64_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0U : 1U;
    return count;
}

}  // namespace

bool Evaluator::text(const TextChecks& checks, const json::Value& value) {
    const std::string_view text = json::view(value);
    constexpr std::size_t k_bytes_a_step = 256;
    if (text.size() >= k_bytes_a_step) m_budget.spend(text.size() / k_bytes_a_step);
    if (checks.length != Count{} && !checks.length.holds(count_characters(text))) return false;
    if (checks.pattern != nullptr && !checks.pattern->matches(text)) return false;
    return checks.format == nullptr || checks.format(text);
}

bool Evaluator::number(const NumberChecks& checks, const json::Value& value) {
    if (checks.minimum != nullptr && compare(value, *checks.minimum) < 0) return false;
    if (checks.maximum != nullptr && compare(value, *checks.maximum) > 0) return false;
    if (checks.above != nullptr && compare(value, *checks.above) <= 0) return false;
    if (checks.below != nullptr && compare(value, *checks.below) >= 0) return false;
    return checks.divisor == nullptr || is_multiple(value, *checks.divisor);
}

bool Evaluator::array(const ArrayChecks& checks, const json::Value& value) {
    const rapidjson::SizeType size = value.Size();
    if (!checks.size.holds(size)) return false;
    for (rapidjson::SizeType i = 0; i < size && i < checks.first.count; ++i) {
        if (!accepts(m_program.children[checks.first.begin + i], value[i])) return false;
    }
    if (checks.others != k_none && checks.others != k_anything) {
        for (rapidjson::SizeType i = checks.first.count; i < size; ++i) {
            if (!accepts(checks.others, value[i])) return false;
        }
    }
    if (checks.contains != k_none && !contains(checks, value)) return false;
    if (!checks.unique || size < 2) return true;
    m_budget.spend(size);
    return !first_repeated(value);
}

bool Evaluator::contains(const ArrayChecks& checks, const json::Value& value) {
    std::uint64_t found = 0;
    const bool open_end = checks.matches.most == Count{}.most;
    for (const json::Value& element : value.GetArray()) {
        if (open_end && found >= checks.matches.fewest) return true;
        found += accepts(checks.contains, element) ? 1U : 0U;
    }
    return checks.matches.holds(found);
}

}  // namespace cairn::validate::compiled

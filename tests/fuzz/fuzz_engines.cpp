// The compiled program beside valijson: one verdict, on any schema that both can use and any document. Where valijson
// is known to be wrong, they are not compared: its doubles cannot hold integers beyond 2^53, and of two schemas for
// one name it takes another than the program.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

#include "schema_and_value.hpp"
#include "validator/engine.hpp"

namespace {

using namespace cairn;

bool has_repeated_name(const json::Value& object) {
    std::set<std::string_view> names;
    return std::any_of(object.MemberBegin(), object.MemberEnd(),
                       [&names](const auto& member) { return !names.insert(json::view(member.name)).second; });
}

bool is_beyond_valijson(const json::Value& value) {
    if (value.IsNumber()) return std::abs(value.GetDouble()) > 0x1p53;
    if (value.IsArray()) return std::any_of(value.Begin(), value.End(), is_beyond_valijson);
    if (!value.IsObject()) return false;
    return has_repeated_name(value) || std::any_of(value.MemberBegin(), value.MemberEnd(),
                                                   [](const auto& member) { return is_beyond_valijson(member.value); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::schema_and_value(data, size);
    if (!input || is_beyond_valijson(input->first) || is_beyond_valijson(input->second)) return 0;
    static const validate::SchemaStore k_store;
    try {
        const char* const url = "https://example.org/s.json";
        const validate::CompiledSchema program(input->first, url, k_store);
        const validate::CompiledSchema valijson(input->first, url, k_store, validate::Formats::check,
                                                validate::JudgeBy::valijson);
        validate::Budget one(20'000, k_never_stop);
        validate::Budget other(20'000, k_never_stop);
        if (program.accepts(input->second, one) != valijson.accepts(input->second, other)) std::abort();
    } catch (const validate::UnusableSchema&) {
    } catch (const validate::BudgetExceeded&) {
    }
    return 0;
}

// Any schema and any document: the schema is refused or becomes a program; the program's verdict comes in bounded time,
// and the explanation, which shares no code with it, has a reason exactly when the document is rejected.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "schema_and_value.hpp"
#include "validator/engine.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cairn;
    const auto input = fuzz::schema_and_value(data, size);
    if (!input) return 0;
    static const validate::SchemaStore k_store;
    try {
        const validate::CompiledSchema schema(input->first, "https://example.org/s.json", k_store);
        validate::Budget budget(20'000, k_never_stop);
        const bool verdict = schema.accepts(input->second, budget);
        if (schema.check(input->second, budget).empty() != verdict) std::abort();
        if (schema.second_opinion(input->second, budget) != verdict) std::abort();
    } catch (const validate::UnusableSchema&) {
    } catch (const validate::BudgetExceeded&) {
    }
    return 0;
}

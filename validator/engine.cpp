#include "validator/engine.hpp"

#include "validator/explain.hpp"
#include "validator/patterns.hpp"
#include "validator/unknown_schema.hpp"
#include "validator/verdict.hpp"

namespace cairn::validate {

struct CompiledSchema::Parts {
    Parts(const json::Value& schema, std::string_view url, const SchemaStore& store, Formats formats_used)
        : prepared(prepare(schema, url, store)),
          patterns(compile_patterns(prepared)),
          verdict(prepared, patterns, formats_used),
          formats(formats_used) {}

    PreparedSchema prepared;
    Patterns patterns;
    Verdict verdict;
    Formats formats;
};

CompiledSchema::CompiledSchema(const json::Value& schema, std::string_view url, const SchemaStore& store,
                               Formats formats)
    : m_parts(std::make_unique<const Parts>(schema, url, store, formats)) {}
CompiledSchema::~CompiledSchema() = default;
CompiledSchema::CompiledSchema(CompiledSchema&&) noexcept = default;

bool CompiledSchema::accepts(const json::Value& value, Budget& budget) const {
    return m_parts->verdict.accepts(value, budget);
}

bool CompiledSchema::accepts(const json::Value& value) const {
    Budget budget = Budget::unlimited();
    return accepts(value, budget);
}

bool CompiledSchema::second_opinion(const json::Value& value) const {
    Budget budget = Budget::unlimited();
    return explain({m_parts->prepared, m_parts->patterns, m_parts->formats, budget}, value, 1).empty();
}

std::vector<SchemaError> CompiledSchema::check(const json::Value& value, std::size_t limit) const {
    Budget budget = Budget::unlimited();
    return check(value, budget, limit);
}

std::vector<SchemaError> CompiledSchema::check(const json::Value& value, Budget& budget, std::size_t limit) const {
    if (accepts(value, budget)) return {};
    std::vector<SchemaError> errors =
        explain({m_parts->prepared, m_parts->patterns, m_parts->formats, budget}, value, limit);
    if (errors.empty()) {
        errors.push_back({"", "", "does not fit the schema", m_parts->prepared.definitions.front().origin});
    }
    return errors;
}

struct Engine::Slot {
    std::once_flag once;
    Entry entry;
};

Engine::Engine(const SchemaStore& store, Formats formats) : m_store(store), m_formats(formats) {}
Engine::~Engine() = default;

const Engine::Entry& Engine::schema(const std::string& url) const {
    const std::string document = url.substr(0, url.find('#'));
    Slot* slot = nullptr;
    {
        const std::scoped_lock lock(m_mutex);
        std::unique_ptr<Slot>& place = m_slots[document];
        if (!place) place = std::make_unique<Slot>();
        slot = place.get();
    }
    std::call_once(slot->once, [&] { slot->entry = compile(document); });
    return slot->entry;
}

Engine::Entry Engine::compile(const std::string& url) const {
    try {
        const json::Value* schema = m_store.find(url);
        if (schema == nullptr) return {nullptr, why_not_checked(url), true};
        return {std::make_unique<const CompiledSchema>(*schema, url, m_store, m_formats), {}};
    } catch (const std::runtime_error& error) {
        return {nullptr, "the schema " + url + " cannot be used: " + error.what()};
    }
}

}  // namespace cairn::validate

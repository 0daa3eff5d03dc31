#include "validator/engine.hpp"

#include <optional>

#include "validator/compiled/compile.hpp"
#include "validator/compiled/evaluator.hpp"
#include "validator/explain.hpp"
#include "validator/patterns.hpp"
#include "validator/unknown_schema.hpp"
#include "validator/verdict.hpp"

namespace cairn::validate {

JudgeBy engine_of_name(std::string_view name) { return name == "valijson" ? JudgeBy::valijson : JudgeBy::program; }

struct CompiledSchema::Parts {
    Parts(const json::Value& schema, std::string_view url, const SchemaStore& store, Formats formats_used,
          JudgeBy judge_by)
        : prepared(prepare(schema, url, store)), patterns(compile_patterns(prepared)), formats(formats_used) {
        if (judge_by == JudgeBy::program) program = compiled::compile(prepared, patterns, formats);
        if (judge_by == JudgeBy::valijson) verdict.emplace(prepared, patterns, formats);
    }

    bool accepts(const json::Value& value, Budget& budget) const {
        return program ? compiled::accepts(program->program, program->program.start, value, budget)
                       : verdict->accepts(value, budget);
    }

    PreparedSchema prepared;
    Patterns patterns;
    Formats formats;
    std::optional<compiled::Compiled> program;  ///< one of the two
    std::optional<Verdict> verdict;
};

CompiledSchema::CompiledSchema(const json::Value& schema, std::string_view url, const SchemaStore& store,
                               Formats formats, JudgeBy judge_by)
    : m_parts(std::make_unique<const Parts>(schema, url, store, formats, judge_by)) {}
CompiledSchema::~CompiledSchema() = default;
CompiledSchema::CompiledSchema(CompiledSchema&&) noexcept = default;

bool CompiledSchema::accepts(const json::Value& value, Budget& budget) const { return m_parts->accepts(value, budget); }

bool CompiledSchema::accepts(const json::Value& value) const {
    Budget budget = Budget::unlimited();
    return accepts(value, budget);
}

bool CompiledSchema::second_opinion(const json::Value& value) const {
    Budget budget = Budget::unlimited();
    return second_opinion(value, budget);
}

bool CompiledSchema::second_opinion(const json::Value& value, Budget& budget) const {
    return explain({m_parts->prepared, m_parts->patterns, m_parts->formats, budget, nullptr}, value, 1).empty();
}

std::vector<SchemaError> CompiledSchema::check(const json::Value& value, std::size_t limit) const {
    Budget budget = Budget::unlimited();
    return check(value, budget, limit);
}

std::vector<SchemaError> CompiledSchema::check(const json::Value& value, Budget& budget, std::size_t limit) const {
    if (accepts(value, budget)) return {};
    const compiled::Compiled* program = m_parts->program ? &*m_parts->program : nullptr;
    std::vector<SchemaError> errors =
        explain({m_parts->prepared, m_parts->patterns, m_parts->formats, budget, program}, value, limit);
    if (errors.empty()) {
        errors.push_back({"", "", "does not fit the schema", m_parts->prepared.definitions.front().origin});
    }
    return errors;
}

struct Engine::Slot {
    std::once_flag once;
    Entry entry;
};

Engine::Engine(const SchemaStore& store, Formats formats, JudgeBy judge_by)
    : m_store(store), m_formats(formats), m_judge_by(judge_by) {}
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
        return {std::make_unique<const CompiledSchema>(*schema, url, m_store, m_formats, m_judge_by), {}};
    } catch (const std::runtime_error& error) {
        return {nullptr, "the schema " + url + " cannot be used: " + error.what()};
    }
}

}  // namespace cairn::validate

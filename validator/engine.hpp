// Validates JSON values against JSON Schema (draft-07): a program decides, and an explanation says why.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "validator/budget.hpp"
#include "validator/formats.hpp"
#include "validator/prepare.hpp"
#include "validator/schemas.hpp"

namespace cairn::validate {

/// One reason why a value does not fit a schema.
struct SchemaError {
    std::string pointer;  ///< JSON pointer to the value; a missing member is reported at its object
    std::string keyword;  ///< "required", "type", ...
    std::string message;  ///< what was found, what was expected
    std::string schema;   ///< URL and place of the keyword in the schema
};

/// What decides. The compiled program is some twenty times as fast; valijson is the reference that it is held against.
enum class JudgeBy { program, valijson };

/// Takes the value of --engine: "compiled" or "valijson".
JudgeBy engine_of_name(std::string_view name);

/// A schema that is ready to judge. Threads: const access from any number of threads.
class CompiledSchema {
  public:
    /// `url` is what relative references resolve against, and what messages call the schema. `schema` is not kept.
    /// Throws UnusableSchema.
    CompiledSchema(const json::Value& schema, std::string_view url, const SchemaStore& store,
                   Formats formats = Formats::check, JudgeBy judge_by = JudgeBy::program);
    ~CompiledSchema();
    CompiledSchema(CompiledSchema&&) noexcept;

    /// Throws BudgetExceeded, as `check` does.
    bool accepts(const json::Value& value, Budget& budget) const;
    bool accepts(const json::Value& value) const;

    /// Empty exactly when the value is accepted; at most `limit` reasons, in the order of the schema.
    std::vector<SchemaError> check(const json::Value& value, Budget& budget, std::size_t limit = 100) const;
    std::vector<SchemaError> check(const json::Value& value, std::size_t limit = 100) const;

    /// The verdict of the pass that explains: a second, independent implementation, which tests compare with the first.
    bool second_opinion(const json::Value& value) const;
    bool second_opinion(const json::Value& value, Budget& budget) const;

  private:
    struct Parts;
    std::unique_ptr<const Parts> m_parts;
};

/// The compiled schemas of a store, each made when it is first needed. Threads: safe.
class Engine {
  public:
    explicit Engine(const SchemaStore& store, Formats formats = Formats::check, JudgeBy judge_by = JudgeBy::program);
    ~Engine();

    struct Entry {
        std::unique_ptr<const CompiledSchema> schema;  ///< null: see `problem`
        std::string problem;                           ///< why the schema cannot be used, said once for all documents
        bool is_unknown = false;                       ///< the store has none by this URL
    };

    /// The reference stays valid as long as the engine.
    const Entry& schema(const std::string& url) const;

  private:
    struct Slot;
    Entry compile(const std::string& url) const;

    const SchemaStore& m_store;
    Formats m_formats;
    JudgeBy m_judge_by;
    mutable std::mutex m_mutex;  ///< guards m_slots, not what they hold
    mutable std::map<std::string, std::unique_ptr<Slot>, std::less<>> m_slots;
};

}  // namespace cairn::validate

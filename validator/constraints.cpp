#include "validator/constraints.hpp"

#include <utility>

#include "validator/budget.hpp"
#include "validator/json_adapter.hpp"

#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace cairn::validate {

namespace {

using valijson::adapters::Adapter;

/// The boilerplate that valijson wants of a constraint: it copies them into memory of its own.
template <class Rule>
class OwnConstraint : public valijson::constraints::PolyConstraint {
  public:
    explicit OwnConstraint(Rule rule) : m_rule(std::move(rule)) {}
    bool validate(const Adapter& target, const std::vector<std::string>& /*context*/,
                  valijson::ValidationResults* /*results*/) const override {
        return m_rule(target);
    }

  private:
    Constraint* cloneInto(void* memory) const override { return new (memory) OwnConstraint(m_rule); }
    std::size_t sizeOf() const override { return sizeof(OwnConstraint); }

    Rule m_rule;
};

/// `make_rule(table, keyword's value)` gives the callable that judges a value.
template <class MakeRule>
class OwnBuilder : public valijson::ConstraintBuilder {
  public:
    OwnBuilder(const ConstraintTable& table, MakeRule make_rule) : m_table(table), m_make_rule(make_rule) {}
    valijson::constraints::Constraint* make(const Adapter& value) const override {
        return make_constraint(m_make_rule(m_table, dynamic_cast<const JsonAdapter&>(value).json()));
    }

  private:
    template <class Rule>
    static OwnConstraint<Rule>* make_constraint(Rule rule) {
        return new OwnConstraint<Rule>(std::move(rule));
    }

    const ConstraintTable& m_table;
    MakeRule m_make_rule;
};

const json::Value* as_json(const Adapter& target) {
    const auto* adapter = dynamic_cast<const JsonAdapter*>(&target);
    return adapter == nullptr ? nullptr : &adapter->json();
}

/// Calls `judge(text)` for a string, also for the name of a member, which is no json::Value; anything else passes.
template <class Judge>
bool judge_string(const Adapter& target, const Judge& judge) {
    if (!target.isString()) return true;
    if (const json::Value* value = as_json(target)) return judge(json::view(*value));
    return judge(std::string_view(target.getString()));
}

auto pattern_rule(const ConstraintTable& table, const json::Value& value) {
    const Pattern& pattern = table.patterns->at(std::string(json::text_or(value, "")));
    return [&pattern](const Adapter& target) {
        return judge_string(target, [&](std::string_view text) { return pattern.matches(text); });
    };
}

auto format_rule(const ConstraintTable& table, const json::Value& value) {
    std::string name = table.formats == Formats::check ? std::string(json::text_or(value, "")) : std::string();
    return [name = std::move(name)](const Adapter& target) {
        return judge_string(target, [&](std::string_view text) { return has_format(text, name); });
    };
}

auto multiple_rule(const ConstraintTable& /*table*/, const json::Value& value) {
    const double divisor = value.IsNumber() ? value.GetDouble() : 0;
    if (!(divisor > 0)) throw UnusableSchema("multipleOf must be a number above 0");
    return [divisor](const Adapter& target) {
        const json::Value* number = as_json(target);
        return number == nullptr || !number->IsNumber() || is_multiple(number->GetDouble(), divisor);
    };
}

auto unique_rule(const ConstraintTable& /*table*/, const json::Value& value) {
    const bool wanted = value.IsBool() && value.GetBool();
    return [wanted](const Adapter& target) {
        const json::Value* array = as_json(target);
        if (!wanted || array == nullptr || !array->IsArray()) return true;
        SpendingScope::spend(array->Size());
        return !first_repeated(*array);
    };
}

auto steps_rule(const ConstraintTable& /*table*/, const json::Value& value) {
    const auto steps = static_cast<std::uint64_t>(value.GetInt64());
    return [steps](const Adapter& /*target*/) {
        SpendingScope::spend(steps);
        return true;
    };
}

/// {"known": [names...], "patterns": [[pattern, definition]...], "others": definition}; definition -1: anything goes
struct PatternedMembers {
    std::set<std::string, std::less<>> known;
    std::vector<std::pair<const Pattern*, std::int64_t>> patterns;
    std::int64_t others = -1;
    const ConstraintTable* table = nullptr;

    bool operator()(const Adapter& target) const {
        const json::Value* object = as_json(target);
        if (object == nullptr || !object->IsObject()) return true;
        for (const auto& member : object->GetObject()) {
            if (!accepts(json::view(member.name), member.value)) return false;
        }
        return true;
    }

    bool accepts(std::string_view name, const json::Value& value) const {
        bool matched = known.find(name) != known.end();
        for (const auto& [pattern, definition] : patterns) {
            if (!pattern->matches(name)) continue;
            matched = true;
            if (!fits(definition, value)) return false;
        }
        return matched || fits(others, value);
    }

    bool fits(std::int64_t definition, const json::Value& value) const {
        return definition < 0 || table->judge(static_cast<std::size_t>(definition), value);
    }
};

PatternedMembers members_rule(const ConstraintTable& table, const json::Value& value) {
    PatternedMembers rule;
    rule.table = &table;
    rule.others = json::find(value, "others")->GetInt64();
    for (const json::Value& name : json::find(value, "known")->GetArray()) rule.known.emplace(json::view(name));
    for (const json::Value& pair : json::find(value, "patterns")->GetArray()) {
        rule.patterns.emplace_back(&table.patterns->at(std::string(json::view(pair[0]))), pair[1].GetInt64());
    }
    return rule;
}

template <class MakeRule>
void add(valijson::SchemaParser& parser, const char* keyword, const ConstraintTable& table, MakeRule make_rule) {
    parser.addConstraintBuilder(keyword, new OwnBuilder<MakeRule>(table, make_rule));  // the parser deletes it
}

}  // namespace

void add_constraints(valijson::SchemaParser& parser, const ConstraintTable& table) {
    add(parser, "cairn:pattern", table, pattern_rule);
    add(parser, "cairn:format", table, format_rule);
    add(parser, "cairn:multipleOf", table, multiple_rule);
    add(parser, "cairn:steps", table, steps_rule);
    add(parser, "cairn:unique", table, unique_rule);
    add(parser, "cairn:patterns", table, members_rule);
}

}  // namespace cairn::validate

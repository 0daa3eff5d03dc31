// What a schema says of objects.
#include <algorithm>
#include <string_view>

#include "validator/compiled/compiler.hpp"
#include "validator/keywords.hpp"

namespace cairn::validate::compiled {

namespace {

/// Gives each name a number, in the order in which they come.
class Numbers {
  public:
    std::uint32_t of(std::string_view name) {
        const auto [known, fresh] = m_numbers.emplace(name, static_cast<std::uint32_t>(m_names.size()));
        if (fresh) m_names.push_back(name);
        return known->second;
    }
    std::vector<std::string_view> take() { return std::move(m_names); }

  private:
    std::unordered_map<std::string_view, std::uint32_t> m_numbers;
    std::vector<std::string_view> m_names;
};

}  // namespace

Index Compiler::object_checks(const json::Value& schema) {
    ObjectChecks checks;
    Numbers numbers;
    const auto name_in = [&](const json::Value& name, std::string_view keyword) {
        if (!name.IsString()) refuse(keyword, "names");
        return numbers.of(json::view(name));
    };
    const auto each_of = [&](std::string_view keyword, const auto& visit) {
        const json::Value* named = json::find(schema, keyword);
        if (named == nullptr) return;
        if (!named->IsObject()) refuse(keyword, "an object");
        for_each_member(*named, visit);
    };
    if (const json::Value* required = json::find(schema, "required")) {
        if (!required->IsArray()) refuse("required", "an array of names");
        for (const json::Value& name : required->GetArray()) checks.required.push_back(name_in(name, "required"));
        std::sort(checks.required.begin(), checks.required.end());
        checks.required.erase(std::unique(checks.required.begin(), checks.required.end()), checks.required.end());
    }
    each_of("properties", [&](std::string_view name, const json::Value& sub) {
        const std::uint32_t number = numbers.of(name);
        if (checks.of_name.size() <= number) checks.of_name.resize(number + 1, k_none);
        checks.of_name[number] = node_of(sub);
    });
    const auto depends = [&](std::string_view keyword) {
        each_of(keyword, [&](std::string_view name, const json::Value& wanted) {
            ObjectChecks::Dependency dependency{numbers.of(name), {}, k_none};
            if (wanted.IsArray() && keyword != "dependentSchemas") {
                for (const json::Value& needed : wanted.GetArray())
                    dependency.needed.push_back(name_in(needed, keyword));
            } else if (keyword == "dependentRequired") {
                refuse(keyword, "arrays of names");
            } else {
                dependency.schema = node_of(wanted);
            }
            checks.dependencies.push_back(std::move(dependency));
        });
    };
    depends("dependencies");
    depends("dependentRequired");
    depends("dependentSchemas");
    each_of("patternProperties", [&](std::string_view pattern, const json::Value& sub) {
        checks.patterned.push_back({&m_patterns.find(pattern)->second, node_of(sub)});
    });
    checks.size = count_of(schema, "minProperties", "maxProperties");
    checks.others = node_at(schema, "additionalProperties");
    checks.every_name = node_at(schema, "propertyNames");
    checks.unevaluated = node_at(schema, "unevaluatedProperties");
    const std::vector<std::string_view> names = numbers.take();
    const bool any = names.empty() && checks.patterned.empty() && checks.size == Count{} && checks.others == k_none &&
                     checks.every_name == k_none && checks.unevaluated == k_none;
    if (any) return k_none;
    checks.of_name.resize(names.size(), k_none);
    checks.names = NameTable(names);
    m_out.program.objects.push_back(std::move(checks));
    return static_cast<Index>(m_out.program.objects.size() - 1);
}

}  // namespace cairn::validate::compiled

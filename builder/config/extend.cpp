#include "builder/config/extend.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "builder/config/defaults.hpp"
#include "builder/config/presets.hpp"
#include "builder/config/text_file.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_extends = "extends";
constexpr std::string_view k_collections = "collections";
constexpr std::string_view k_catalog = "catalog";
constexpr std::string_view k_tables = "tables";
constexpr std::string_view k_recognise = "recognise";
constexpr std::array<std::string_view, 3> k_rule_templates{"template", "item_template", "asset_template"};
constexpr std::size_t k_deepest = 8;  // presets that extend presets

/// Where the files of a preset are: in the program, or in a folder.
struct PresetPlace {
    std::string name;    ///< "cmip6"; empty: a folder
    std::string folder;  ///< absolute path

    std::string path_of(const std::string& file) const {
        return name.empty() ? absolute_path(file, folder) : "preset " + name + "/" + file;
    }
    /// Throws std::runtime_error when there is no such file.
    std::string text_of(const std::string& file) const {
        if (name.empty()) return read_text_file(path_of(file));
        const PresetFile* found = find_preset_file(name + "/" + file);
        if (found == nullptr) throw std::runtime_error("the preset '" + name + "' has no file '" + file + "'");
        return std::string(found->text);
    }
};

bool is_below(const std::string& pointer, const std::string& ancestor) {
    return pointer.starts_with(ancestor) && (pointer.size() == ancestor.size() || pointer[ancestor.size()] == '/');
}

void copy_places(const std::map<std::string, Origin>& from, const std::string& source, const std::string& target,
                 std::map<std::string, Origin>& to) {
    for (auto at = from.lower_bound(source); at != from.end() && at->first.starts_with(source); ++at) {
        if (is_below(at->first, source)) to[target + at->first.substr(source.size())] = at->second;
    }
}

/// What a layer says at `source` goes on top of what the result has at `target`: mappings member by member, all else in
/// the place of what is there.
void put(ExtendedConfig& result, json::Value& into, const std::string& target, const json::Value& value,
         const ExtendedConfig& layer, const std::string& source) {
    if (into.IsObject() && value.IsObject()) {
        for (const auto& member : value.GetObject()) {
            const std::string_view name = json::view(member.name);
            json::Value* present = json::find(into, name);
            if (present == nullptr) present = &json::set(into, name, json::Value());
            put(result, *present, json::child(target, name), member.value, layer, json::child(source, name));
        }
        return;
    }
    into = json::clone(value);
    copy_places(layer.values, source, target, result.values);
    copy_places(layer.keys, source, target, result.keys);
    for (const TemplateFile& file : layer.template_files) {
        if (is_below(file.pointer, source))
            result.template_files.push_back({target + file.pointer.substr(source.size()), file.path, file.text});
    }
}

class Extender {
  public:
    Extender(PresetPlace place, std::size_t depth) : m_place(std::move(place)), m_depth(depth) {}

    ExtendedConfig run(ExtendedConfig own) {
        m_result.errors = std::move(own.errors);
        m_result.texts = own.texts;
        m_result.value = json::object();
        if (!own.value.IsObject()) return own;
        if (m_depth == 0 && json::find(own.value, k_recognise) != nullptr)
            fail(own.origin_of_key("/recognise"),
                 "recognise: presets say how archives of their kind are told, a configuration names its archives");
        std::vector<ExtendedConfig> presets;
        for (const Named& preset : named_presets(own, "")) {
            if (auto layer = load(preset)) presets.push_back(*std::move(layer));
        }
        for (auto layer = presets.rbegin(); layer != presets.rend(); ++layer) put_members(*layer);
        add_rules(own, presets);
        put_members(own);
        return std::move(m_result);
    }

  private:
    struct Named {
        std::string name;
        Origin origin;
    };

    void fail(const Origin& origin, std::string message) {
        m_result.errors.push_back({origin.file, origin.place.line, origin.place.column, std::move(message)});
    }

    std::vector<Named> named_presets(const ExtendedConfig& layer, const std::string& pointer) {
        std::vector<Named> names;
        const std::string at = pointer + "/extends";
        const json::Value* named = json::resolve(layer.value, at);
        if (named == nullptr) return names;
        if (named->IsString()) names.push_back({std::string(json::view(*named)), layer.origin_of(at)});
        if (named->IsArray()) {
            for (std::size_t i = 0; i < named->Size(); ++i) {
                const json::Value& one = (*named)[static_cast<rapidjson::SizeType>(i)];
                if (!one.IsString()) return refuse_names(layer, at);
                names.push_back({std::string(json::view(one)), layer.origin_of(json::child(at, i))});
            }
        }
        if (names.empty()) return refuse_names(layer, at);
        return names;
    }

    std::vector<Named> refuse_names(const ExtendedConfig& layer, const std::string& pointer) {
        fail(layer.origin_of(pointer), "extends: expected the name of a preset, or a list of them");
        return {};
    }

    /// A name with a '/' is that of a folder.
    std::optional<ExtendedConfig> load(const Named& preset) {
        PresetPlace place{preset.name, {}};
        if (preset.name.find('/') != std::string::npos) place = {{}, absolute_path(preset.name, m_place.folder)};
        const std::vector<std::string> known = preset_names();
        if (!place.name.empty() && std::find(known.begin(), known.end(), place.name) == known.end()) {
            const auto near = nearest(preset.name, known);
            fail(preset.origin,
                 fmt::format("extends: there is no preset '{}'{} allowed: {}, or a folder as ./name", preset.name,
                             near ? fmt::format("; did you mean '{}'?", *near) : ";", fmt::join(known, ", ")));
            return std::nullopt;
        }
        if (m_depth == k_deepest) {
            fail(preset.origin, fmt::format("extends: more than {} presets that extend each other", k_deepest));
            return std::nullopt;
        }
        try {
            return parsed(place);
        } catch (const std::runtime_error& error) {
            fail(preset.origin, std::string("extends: ") + error.what());
            return std::nullopt;
        }
    }

    std::optional<ExtendedConfig> parsed(const PresetPlace& place) {
        const std::string file = to_utf8(place.path_of("preset.yaml"));
        const std::string text = place.text_of("preset.yaml");
        auto read = parse_yaml(text);
        if (const auto* error = std::get_if<YamlError>(&read)) {
            m_result.errors.push_back({file, error->line, error->column, error->message});
            return std::nullopt;
        }
        ExtendedConfig layer = as_layer(std::get<YamlDocument>(read), text, file);
        for (const char* personal : {"archives", "records"}) {
            if (json::find(layer.value, personal) == nullptr) continue;
            fail(layer.origin_of_key(std::string("/") + personal),
                 fmt::format("{}: a preset is for archives of others, it names none", personal));
            return std::nullopt;
        }
        inline_templates(layer, place, true);
        layer = Extender(place, m_depth + 1).run(std::move(layer));
        for (ConfigError& error : layer.errors) m_result.errors.push_back(std::move(error));
        for (const auto& [name, whole] : layer.texts) m_result.texts.emplace(name, whole);
        return layer;
    }

  public:
    static ExtendedConfig as_layer(const YamlDocument& document, std::string_view text, const std::string& file) {
        ExtendedConfig layer;
        layer.value = json::clone(document.value);
        for (const auto& [pointer, place] : document.values) layer.values[pointer] = {file, place};
        for (const auto& [pointer, place] : document.keys) layer.keys[pointer] = {file, place};
        layer.texts.emplace(file, text);
        return layer;
    }

  private:
    /// Templates that are paths: their texts go where the paths stand, since a path means another file elsewhere.
    void inline_templates(ExtendedConfig& layer, const PresetPlace& place, bool is_preset) {
        json::Value* collections = json::find(layer.value, k_collections);
        if (collections != nullptr && collections->IsArray()) {
            for (std::size_t i = 0; i < collections->Size(); ++i) {
                json::Value& rule = (*collections)[static_cast<rapidjson::SizeType>(i)];
                if (!is_preset && json::find(rule, k_extends) == nullptr) continue;
                for (const std::string_view name : k_rule_templates)
                    inline_member(layer, rule, json::child("/collections", i), name, place);
            }
        }
        json::Value* catalog = json::find(layer.value, k_catalog);
        if (is_preset && catalog != nullptr) inline_member(layer, *catalog, "/catalog", "template", place);
        json::Value* tables = json::find(layer.value, k_tables);
        if (tables == nullptr || !tables->IsObject()) return;
        std::vector<std::string> names;
        for (const auto& table : tables->GetObject()) names.emplace_back(json::view(table.name));
        for (const std::string& name : names) inline_member(layer, *tables, "/tables", name, place);
    }

    void inline_member(ExtendedConfig& layer, json::Value& object, const std::string& pointer, std::string_view name,
                       const PresetPlace& place) {
        json::Value* member = object.IsObject() ? json::find(object, name) : nullptr;
        if (member == nullptr || !member->IsString()) return;
        const std::string file(json::view(*member));
        const std::string at = json::child(pointer, name);
        try {
            std::string text = place.text_of(file);
            auto value = json::parse(text, {64});
            if (const auto* error = std::get_if<json::ParseError>(&value)) {
                m_result.errors.push_back({to_utf8(place.path_of(file)), error->position.line, error->position.column,
                                           "not valid JSON: " + error->message});
                return;
            }
            *member = std::get<json::Value>(std::move(value));
            layer.template_files.push_back({at, place.path_of(file), std::move(text)});
        } catch (const std::runtime_error& error) {
            fail(layer.origin_of(at), std::string(name) + ": " + error.what());
        }
    }

    /// All of a layer but its rules.
    void put_members(const ExtendedConfig& layer) {
        for (const auto& member : layer.value.GetObject()) {
            const std::string_view name = json::view(member.name);
            if (name == k_extends || name == k_collections) continue;
            put_member(layer, name, member.value);
        }
    }

    void put_member(const ExtendedConfig& layer, std::string_view name, const json::Value& value) {
        json::Value* present = json::find(m_result.value, name);
        if (present == nullptr) present = &json::set(m_result.value, name, json::Value());
        const std::string pointer = json::child("", name);
        put(m_result, *present, pointer, value, layer, pointer);
        for (auto* places : {&m_result.values, &m_result.keys}) {
            const auto& of_layer = places == &m_result.values ? layer.values : layer.keys;
            if (const auto found = of_layer.find(pointer); found != of_layer.end()) (*places)[pointer] = found->second;
        }
    }

    void add_rules(ExtendedConfig& own, const std::vector<ExtendedConfig>& presets) {
        inline_templates(own, m_place, false);
        const json::Value* rules = json::find(own.value, k_collections);
        if (rules != nullptr && !rules->IsArray()) return put_member(own, k_collections, *rules);
        const bool preset_has_rules = std::any_of(presets.begin(), presets.end(), [](const ExtendedConfig& preset) {
            return json::find(preset.value, k_collections) != nullptr;
        });
        if (rules == nullptr && !preset_has_rules) return;
        m_rules = json::array();
        for (std::size_t i = 0; rules != nullptr && i < rules->Size(); ++i)
            add_own_rule(own, (*rules)[static_cast<rapidjson::SizeType>(i)], json::child("/collections", i));
        for (const ExtendedConfig& preset : presets) add_rules_of(preset, nullptr, nullptr, {});
        json::set(m_result.value, k_collections, std::move(m_rules));
        if (const auto found = own.values.find("/collections"); found != own.values.end())
            m_result.values["/collections"] = found->second;
    }

    void add_own_rule(const ExtendedConfig& own, const json::Value& rule, const std::string& pointer) {
        if (!rule.IsObject() || json::find(rule, k_extends) == nullptr)
            return add_rule(nullptr, {}, {}, &own, &rule, pointer);
        for (const Named& preset : named_presets(own, pointer)) {
            const auto layer = load(preset);
            if (!layer) continue;
            if (const json::Value* tables = json::find(layer->value, k_tables)) put_member(*layer, k_tables, *tables);
            add_rules_of(*layer, &own, &rule, pointer);
        }
    }

    void add_rules_of(const ExtendedConfig& preset, const ExtendedConfig* own, const json::Value* rule,
                      const std::string& pointer) {
        const json::Value* rules = json::find(preset.value, k_collections);
        if (rules == nullptr || !rules->IsArray()) return;
        for (std::size_t i = 0; i < rules->Size(); ++i) {
            const json::Value& base = (*rules)[static_cast<rapidjson::SizeType>(i)];
            add_rule(&preset, &base, json::child("/collections", i), own, rule, pointer);
        }
    }

    /// One rule: that of a preset, if any, and on top that of the configuration, if any.
    void add_rule(const ExtendedConfig* preset, const json::Value* base, const std::string& base_pointer,
                  const ExtendedConfig* own, const json::Value* rule, const std::string& pointer) {
        const std::string target = json::child("/collections", m_rules.Size());
        json::Value made;
        if (base != nullptr) put(m_result, made, target, *base, *preset, base_pointer);
        if (rule != nullptr) {
            json::Value mine = json::clone(*rule);
            if (mine.IsObject()) json::remove(mine, k_extends);
            put(m_result, made, target, mine, *own, pointer);
            if (const auto found = own->values.find(pointer); found != own->values.end())
                m_result.values[target] = found->second;
        }
        json::push(m_rules, std::move(made));
    }

    PresetPlace m_place;
    std::size_t m_depth;
    ExtendedConfig m_result;
    json::Value m_rules;
};

Origin found_in(const std::map<std::string, Origin>& places, std::string_view pointer) {
    for (std::string at(pointer);; at.resize(at.rfind('/'))) {
        if (const auto found = places.find(at); found != places.end()) return found->second;
        if (at.empty()) return {};
    }
}

}  // namespace

Origin ExtendedConfig::origin_of(std::string_view pointer) const { return found_in(values, pointer); }

Origin ExtendedConfig::origin_of_key(std::string_view pointer) const {
    const auto found = keys.find(std::string(pointer));
    return found == keys.end() ? origin_of(pointer) : found->second;
}

ExtendedConfig extend(const YamlDocument& document, std::string_view text, const std::string& file,
                      const std::string& folder) {
    ExtendedConfig own = Extender::as_layer(document, text, file);
    ExtendedConfig result = Extender({{}, folder}, 0).run(std::move(own));
    if (const auto root = document.values.find(""); root != document.values.end())
        result.values.emplace("", Origin{file, root->second});
    return result;
}

}  // namespace cairn

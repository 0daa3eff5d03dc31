#include "builder/config/yaml.hpp"

#include <yaml-cpp/yaml.h>

#include <optional>

#include "base/json/locate.hpp"
#include "base/json/pointer.hpp"
#include "base/text.hpp"
#include "builder/config/yaml_scalar.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

YamlPlace place_of_mark(const YAML::Mark& mark) {
    if (mark.is_null()) return {};
    return {static_cast<std::size_t>(mark.line) + 1, static_cast<std::size_t>(mark.column) + 1};
}

/// Carries an error out of the recursion below; never leaves this file.
struct Refused {
    YamlError error;
};

class Converter {
  public:
    Converter(YamlDocument& document, const YamlLimits& limits) : m_document(document), m_limits(limits) {}

    json::Value convert(const YAML::Node& node, const std::string& pointer, std::size_t depth) {
        count(node, depth);
        m_document.values[pointer] = place_of_mark(node.Mark());
        switch (node.Type()) {
            case YAML::NodeType::Map:
                return mapping(node, pointer, depth);
            case YAML::NodeType::Sequence:
                return sequence(node, pointer, depth);
            case YAML::NodeType::Scalar:
                return scalar(node);
            default:
                return {};
        }
    }

  private:
    [[noreturn]] static void refuse(const YAML::Node& node, std::string message) {
        const YamlPlace place = place_of_mark(node.Mark());
        throw Refused{{place.line, place.column, std::move(message)}};
    }

    /// Every value counts, as often as aliases and merges bring it in: work and memory are bounded by the count.
    void count(const YAML::Node& node, std::size_t depth) {
        if (depth > m_limits.depth) refuse(node, "nested deeper than " + std::to_string(m_limits.depth) + " levels");
        if (++m_nodes > m_limits.nodes) {
            refuse(node, "more than " + std::to_string(m_limits.nodes) + " values, aliases included");
        }
    }

    static json::Value scalar(const YAML::Node& node) {
        auto value = yaml_scalar(node.Scalar(), node.Tag());
        if (auto* message = std::get_if<std::string>(&value)) refuse(node, std::move(*message));
        return std::move(std::get<json::Value>(value));
    }

    json::Value sequence(const YAML::Node& node, const std::string& pointer, std::size_t depth) {
        json::Value result = json::array();
        std::size_t index = 0;
        for (const YAML::Node& element : node) {
            json::push(result, convert(element, json::child(pointer, index++), depth + 1));
        }
        return result;
    }

    /// Without json::set's search for the name, which is known to be new: a mapping of many keys takes linear time.
    static void append(json::Value& object, const std::string& name, json::Value value) {
        rapidjson::CrtAllocator allocator;
        object.AddMember(json::string(name), std::move(value), allocator);
    }

    static bool is_merge_key(const YAML::Node& key) { return key.Scalar() == "<<" && key.Tag() == "?"; }

    json::Value mapping(const YAML::Node& node, const std::string& pointer, std::size_t depth) {
        json::Value result = json::object();
        for (const auto& entry : node) {
            const YAML::Node& key = entry.first;
            const YAML::Node& value = entry.second;
            if (!key.IsScalar()) refuse(key, "a key must be a scalar");
            if (is_merge_key(key)) continue;
            const std::string member = json::child(pointer, key.Scalar());
            const YamlPlace place = place_of_mark(key.Mark());
            const auto [known, is_new] = m_document.keys.emplace(member, place);
            if (!is_new) {
                refuse(key, "the key '" + key.Scalar() + "' stands twice in one mapping, first in line " +
                                std::to_string(known->second.line));
            }
            append(result, key.Scalar(), convert(value, member, depth + 1));
        }
        for (const auto& entry : node) {
            const YAML::Node& key = entry.first;
            const YAML::Node& value = entry.second;
            if (is_merge_key(key)) merge(result, value, pointer, depth);
        }
        return result;
    }

    /// What the mapping has itself is kept; of several merged mappings the first wins (YAML 1.1, "Merge Key
    /// Language-Independent Type").
    void merge(json::Value& result, const YAML::Node& source, const std::string& pointer, std::size_t depth) {
        count(source, depth);
        if (source.IsSequence()) {
            for (const YAML::Node& element : source) merge(result, element, pointer, depth + 1);
            return;
        }
        if (!source.IsMap()) refuse(source, "'<<' merges a mapping or a list of mappings");
        for (const auto& entry : source) {
            const YAML::Node& key = entry.first;
            const YAML::Node& value = entry.second;
            if (!key.IsScalar()) refuse(source, "a key must be a scalar");
            if (is_merge_key(key)) {
                merge(result, value, pointer, depth + 1);
                continue;
            }
            count(key, depth);
            const std::string member = json::child(pointer, key.Scalar());
            if (m_document.keys.emplace(member, place_of_mark(key.Mark())).second) {
                append(result, key.Scalar(), convert(value, member, depth + 1));
            }
        }
    }

    YamlDocument& m_document;
    const YamlLimits& m_limits;
    std::size_t m_nodes = 0;
};

/// yaml-cpp writes "yaml-cpp: error at line 3, column 5: ..." into what(); the mark has the place already.
std::variant<YamlDocument, YamlError> parse_with_yaml_cpp(std::string_view text, const YamlLimits& limits) {
    try {
        const std::vector<YAML::Node> documents = YAML::LoadAll(std::string(text));
        if (documents.size() > 1)
            return YamlError{0, 0, "more than one YAML document ('---' begins another): expected one"};
        YamlDocument result;
        if (!documents.empty()) result.value = Converter(result, limits).convert(documents.front(), "", 0);
        return result;
    } catch (const Refused& refused) {
        return refused.error;
    } catch (const YAML::Exception& error) {
        const YamlPlace place = place_of_mark(error.mark);
        return YamlError{place.line, place.column, "not well-formed YAML: " + error.msg};
    }
}

/// JSON that yaml-cpp cannot read: escaped surrogate pairs, for one. Repeated members are left to it.
std::optional<YamlDocument> parse_as_json(std::string_view text, const YamlLimits& limits) {
    auto parsed = json::parse(text, {limits.depth});
    auto* value = std::get_if<json::Value>(&parsed);
    if (value == nullptr) return std::nullopt;
    YamlDocument result;
    result.value = std::move(*value);
    return result;
}

YamlPlace find_place(const std::map<std::string, YamlPlace>& places, std::string_view pointer) {
    const auto found = places.find(std::string(pointer));
    return found == places.end() ? YamlPlace{} : found->second;
}

}  // namespace

YamlPlace YamlDocument::place_of(std::string_view pointer) const {
    while (true) {
        if (const auto found = values.find(std::string(pointer)); found != values.end()) return found->second;
        if (pointer.empty()) return {};
        pointer = pointer.substr(0, pointer.rfind('/'));
    }
}

YamlPlace YamlDocument::place_of_key(std::string_view pointer) const {
    const YamlPlace place = find_place(keys, pointer);
    return place.line > 0 ? place : place_of(pointer);
}

std::variant<YamlDocument, YamlError> parse_yaml(std::string_view text, YamlLimits limits) {
    if (text.size() > limits.bytes) {
        return YamlError{0, 0,
                         "the file has " + std::to_string(text.size()) + " bytes, at most " +
                             std::to_string(limits.bytes) + " are allowed"};
    }
    if (text.substr(0, k_byte_order_mark.size()) == k_byte_order_mark) text.remove_prefix(k_byte_order_mark.size());
    if (!is_utf8(text)) return YamlError{0, 0, "the text is not UTF-8"};
    auto result = parse_with_yaml_cpp(text, limits);
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (std::holds_alternative<YamlError>(result) && start != std::string_view::npos && text[start] == '{') {
        if (auto document = parse_as_json(text, limits)) return std::move(*document);
    }
    return result;
}

}  // namespace cairn

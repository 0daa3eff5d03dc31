#include "validator/describe.hpp"

#include <algorithm>
#include <vector>

#include "base/json/write.hpp"
#include "validator/clean_text.hpp"

namespace cairn::validate {

namespace {

constexpr std::size_t k_longest_excerpt = 60;
constexpr int k_deepest_description = 4;

/// The first bytes of a text, cut between characters: what is cut must still be UTF-8.
std::string_view beginning(std::string_view text, std::size_t size) {
    if (text.size() <= size) return text;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    return text.substr(0, size);
}

/// Writes JSON text until there is enough of it: the value may be large.
void append_excerpt(const json::Value& value, std::string& out) {
    if (out.size() > k_longest_excerpt) return;
    if (value.IsArray() || value.IsObject()) {
        out += value.IsArray() ? '[' : '{';
        const std::size_t begin = out.size();
        const auto separate = [&] { out += out.size() > begin ? ", " : ""; };
        if (value.IsArray()) {
            for (const json::Value& element : value.GetArray()) {
                if (out.size() > k_longest_excerpt) return;
                separate();
                append_excerpt(element, out);
            }
        } else {
            for (const auto& member : value.GetObject()) {
                if (out.size() > k_longest_excerpt) return;
                separate();
                append_excerpt(member.name, out);
                out += ": ";
                append_excerpt(member.value, out);
            }
        }
        out += value.IsArray() ? ']' : '}';
    } else if (value.IsString()) {
        out += in_quotes(beginning(json::view(value), 2 * k_longest_excerpt));
    } else {
        out += json::write(value);
    }
}

std::string names_of(const json::Value& object) {
    constexpr std::size_t k_most_names = 5;
    std::string out;
    std::size_t count = 0;
    for (const auto& member : object.GetObject()) {
        if (count == k_most_names) return out + ", ...";
        if (count++ > 0) out += ", ";
        out += in_quotes(beginning(json::view(member.name), k_longest_excerpt));
    }
    return out;
}

std::string describe(const json::Value& schema, const FollowReference& target, int depth);

/// `rel = "parent"` for {"properties": {"rel": {"const": "parent"}}}.
std::vector<std::string> described_members(const json::Value& schema, const FollowReference& target, int depth) {
    std::vector<std::string> parts;
    const json::Value* properties = json::find(schema, "properties");
    if (properties != nullptr && properties->IsObject()) {
        for (const auto& member : properties->GetObject()) {
            const std::string name(json::view(member.name));
            const json::Value* contained = json::find(target(member.value), "contains");
            const std::string what = describe(contained == nullptr ? member.value : *contained, target, depth - 1);
            if (what.empty()) continue;
            parts.push_back(name + (contained == nullptr ? " = " : " with an element that has ") + what);
        }
    }
    const json::Value* required = json::find(schema, "required");
    if (required == nullptr || !required->IsArray()) return parts;
    for (const json::Value& name : required->GetArray()) {
        const std::string_view text = json::text_or(name, "");
        const bool is_named = std::any_of(parts.begin(), parts.end(), [text](const std::string& part) {
            return part.rfind(std::string(text) + " ", 0) == 0;
        });
        if (!is_named) parts.push_back("the member " + in_quotes(text));
    }
    return parts;
}

std::string describe_choice(const json::Value& values) {
    std::vector<std::string> texts;
    for (const json::Value& value : values.GetArray()) texts.push_back(excerpt(value));
    return list_of(texts, "or", 5);
}

std::string describe_branches(const json::Value& branches, std::string_view joint, const FollowReference& target,
                              int depth) {
    std::vector<std::string> texts;
    for (const json::Value& branch : branches.GetArray()) {
        texts.push_back(describe(branch, target, depth - 1));
        if (texts.back().empty()) return {};
    }
    return list_of(texts, joint, 5);
}

std::string describe(const json::Value& reference, const FollowReference& target, int depth) {
    if (depth == 0) return {};
    const json::Value& schema = target(reference);
    if (const json::Value* constant = json::find(schema, "const")) return excerpt(*constant);
    if (const json::Value* values = json::find(schema, "enum"); values != nullptr && values->IsArray()) {
        return describe_choice(*values);
    }
    const std::vector<std::string> parts = described_members(schema, target, depth);
    if (!parts.empty()) return list_of(parts, "and", 5);
    if (const json::Value* pattern = json::find(schema, "pattern"); pattern != nullptr && pattern->IsString()) {
        return "a text that matches " + std::string(json::view(*pattern));
    }
    for (const auto& [keyword, joint] :
         {std::pair("anyOf", "or"), std::pair("oneOf", "or"), std::pair("allOf", "and")}) {
        const json::Value* branches = json::find(schema, keyword);
        if (branches != nullptr && branches->IsArray()) return describe_branches(*branches, joint, target, depth);
    }
    if (const json::Value* type = json::find(schema, "type"); type != nullptr && type->IsString()) {
        return std::string(json::view(*type));
    }
    return {};
}

}  // namespace

std::string in_quotes(std::string_view text) {
    std::string out;
    json::append_quoted(out, valid_utf8(text));  // a lone surrogate escape in JSON gives a string that is not UTF-8
    return out;
}

std::string excerpt(const json::Value& value) {
    std::string out;
    append_excerpt(value, out);
    if (out.size() <= k_longest_excerpt) return out;
    return std::string(beginning(out, k_longest_excerpt)) + (value.IsString() ? "...\"" : "...");
}

std::string describe_value(const json::Value& value) {
    if (value.IsNull()) return "null";
    if (value.IsArray()) {
        return value.Empty() ? "an empty array" : excerpt(value) + " (array of " + std::to_string(value.Size()) + ")";
    }
    if (value.IsObject()) return value.ObjectEmpty() ? "an empty object" : "an object with " + names_of(value);
    return excerpt(value) + " (" + std::string(json::kind_name(value)) + ")";
}

std::string list_of(const std::vector<std::string>& texts, std::string_view last_joint, std::size_t most) {
    std::string out;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i == most) return out + ", ... (" + std::to_string(texts.size()) + " in all)";
        if (i > 0 && i + 1 == texts.size()) {
            out.append(" ").append(last_joint).append(" ");
        } else if (i > 0) {
            out += ", ";
        }
        out += texts[i];
    }
    return out;
}

std::string words_of(const json::Value& schema) {
    const std::string_view text = json::member_text(schema, "description");
    return text.empty() ? std::string() : ": " + std::string(text);
}

std::string describe_schema(const json::Value& schema, const FollowReference& target) {
    return describe(schema, target, k_deepest_description);
}

}  // namespace cairn::validate

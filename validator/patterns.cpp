#include "validator/patterns.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "validator/keywords.hpp"

namespace cairn::validate {

namespace {

/// The long names of the general categories of Unicode, which RE2 does not know.
std::string_view short_category(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 12> k_categories{{
        {"Letter", "L"},
        {"Lowercase_Letter", "Ll"},
        {"Uppercase_Letter", "Lu"},
        {"Mark", "M"},
        {"Number", "N"},
        {"Decimal_Number", "Nd"},
        {"digit", "Nd"},
        {"Punctuation", "P"},
        {"punct", "P"},
        {"Separator", "Z"},
        {"Symbol", "S"},
        {"Other", "C"},
    }};
    for (const auto& [category, letter] : k_categories) {
        if (category == name) return letter;
    }
    return name;
}

/// ECMA 262 writes some things that RE2 spells otherwise: \uXXXX, \cX, \p{Letter}, \s, (?<name>.
std::string to_re2(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (text.substr(i, 3) == "(?<" && i + 3 < text.size() && text[i + 3] != '=' && text[i + 3] != '!') {
            out += "(?P<";
            i += 2;
        } else if (text[i] != '\\' || next == '\0') {
            out += text[i];
        } else if (next == 'u' && text.size() - i >= 6) {
            out.append("\\x{").append(text.substr(i + 2, 4)).append("}");
            i += 5;
        } else if ((next == 'p' || next == 'P') && text.substr(i + 2, 1) == "{" && text.find('}', i) != text.npos) {
            const std::size_t end = text.find('}', i);
            out.append(text.substr(i, 3)).append(short_category(text.substr(i + 3, end - i - 3))).append("}");
            i = end;
        } else if (next == 'c' && i + 2 < text.size()) {
            char code[8];
            std::snprintf(code, sizeof code, "\\x%02x", static_cast<unsigned>(text[i + 2]) % 32U);
            out += code;
            i += 2;
        } else if (next == 's' || next == 'S') {
            // ECMA 262, 12.2 and 12.3: also the vertical tab, the byte order mark and all Unicode spaces.
            out += next == 's' ? "[\\s\\v\\x{FEFF}\\p{Z}]" : "[^\\s\\v\\x{FEFF}\\p{Z}]";
            ++i;
        } else {
            out.append(text.substr(i, 2));
            ++i;
        }
    }
    return out;
}

/// Where a pattern's outermost level is left or branches: the length of the group that begins at the start of `text`
/// (`stop` is ')'), or the place of an alternative outside of all groups (`stop` is '|'); 0: there is none.
std::size_t find_outermost(std::string_view text, char stop) {
    int depth = 0;
    bool in_class = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (in_class) {
            in_class = text[i] != ']';
        } else if (text[i] == '[') {
            in_class = true;
        } else if (text[i] == '(') {
            ++depth;
        } else if (text[i] == ')') {
            --depth;
        }
        if (!in_class && depth == 0 && i < text.size() && text[i] == stop) return i + 1;
    }
    return 0;
}

/// Inside a character class a class cannot be nested: there the short forms stay.
std::string outside_of_classes(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        if (text[i] == '[') {
            for (++end; end < text.size() && text[end] != ']'; ++end) end += text[end] == '\\' ? 1U : 0U;
            end = std::min(end + 1, text.size());
            out.append(text.substr(i, end - i));
        } else {
            while (end < text.size() && text[end] != '[') end += text[end] == '\\' ? 2U : 1U;
            end = std::min(end, text.size());
            out.append(to_re2(text.substr(i, end - i)));
        }
        i = end;
    }
    return out;
}

std::unique_ptr<re2::RE2> compile(std::string_view text, std::string_view whole) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    const std::string translated = outside_of_classes(text);
    auto expression = std::make_unique<re2::RE2>(translated, options);
    if (!expression->ok()) {
        throw UnusableSchema("the pattern \"" + std::string(whole) + "\" cannot be used: " + expression->error());
    }
    return expression;
}

/// Without a character that means another than itself, outside of ASCII too: RE2 folds nothing.
bool is_plain(std::string_view text) { return text.find_first_of("\\^$.|?*+()[]{}") == std::string_view::npos; }

/// What a look-ahead looks for, at the start of the text.
std::string look_ahead(std::string_view inner) {
    const bool plain = is_plain(inner.substr(0, inner.size() - (inner.ends_with('$') ? 1 : 0)));
    return plain ? "^" + std::string(inner) : "^(?:" + std::string(inner) + ")";
}

}  // namespace

Pattern::Pattern(std::string_view text) {
    std::string rest(text);
    while (rest.compare(0, 4, "^(?!") == 0 || rest.compare(0, 4, "^(?=") == 0) {
        const std::size_t length = find_outermost(std::string_view(rest).substr(1), ')');
        if (length == 0 || find_outermost(std::string_view(rest).substr(1 + length), '|') != 0) break;
        m_parts.push_back(part_of(look_ahead(rest.substr(4, length - 4)), text, rest[3] == '='));
        rest.erase(1, length);
    }
    m_parts.push_back(part_of(rest, text, true));
    const auto says_nothing = [](const Part& part) {
        return part.wanted && part.text.empty() &&
               (part.looks == Looks::at_start || part.looks == Looks::anywhere_for_text);
    };
    m_parts.erase(std::remove_if(m_parts.begin(), m_parts.end(), says_nothing), m_parts.end());
}

/// `whole` is the pattern that it is a part of, for messages.
Pattern::Part Pattern::part_of(std::string_view text, std::string_view whole, bool wanted) {
    if (text == ".*") text = "";  // found anywhere, whatever follows
    const bool starts = !text.empty() && text.front() == '^';
    const bool ends = !text.empty() && text.back() == '$';
    const std::string_view inner = text.substr(starts ? 1 : 0, text.size() - (starts ? 1 : 0) - (ends ? 1 : 0));
    if (!is_plain(inner)) return {Looks::by_expression, {}, compile(text, whole), wanted};
    const Looks looks = starts && ends ? Looks::for_whole
                        : starts       ? Looks::at_start
                        : ends         ? Looks::at_end
                                       : Looks::anywhere_for_text;
    return {looks, std::string(inner), nullptr, wanted};
}

Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

bool Pattern::matches(std::string_view text) const {
    return std::all_of(m_parts.begin(), m_parts.end(),
                       [text](const Part& part) { return found(part, text) == part.wanted; });
}

bool Pattern::found(const Part& part, std::string_view text) {
    switch (part.looks) {
        case Looks::anywhere_for_text:
            return text.find(part.text) != std::string_view::npos;
        case Looks::at_start:
            return text.starts_with(part.text);
        case Looks::at_end:
            return text.ends_with(part.text);
        case Looks::for_whole:
            return text == part.text;
        case Looks::by_expression:
            break;
    }
    return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *part.expression);
}

bool Pattern::is_usable(std::string_view text) {
    try {
        const Pattern pattern(text);
        return true;
    } catch (const UnusableSchema&) {
        return false;
    }
}

namespace {

void add(Patterns& patterns, std::string_view text) {
    if (patterns.find(text) == patterns.end()) patterns.emplace(text, Pattern(text));
}

void collect(const json::Value& schema, Patterns& patterns) {
    if (const json::Value* pattern = json::find(schema, "pattern"); pattern != nullptr && pattern->IsString()) {
        add(patterns, json::view(*pattern));
    }
    if (const json::Value* named = json::find(schema, "patternProperties"); named != nullptr && named->IsObject()) {
        for (const auto& member : named->GetObject()) add(patterns, json::view(member.name));
    }
    for_each_subschema(schema,
                       [&](const json::Value& sub, std::string_view, const std::string&) { collect(sub, patterns); });
}

}  // namespace

Patterns compile_patterns(const PreparedSchema& prepared) {
    Patterns patterns;
    for (const auto& definition : prepared.definitions) collect(definition.schema, patterns);
    return patterns;
}

}  // namespace cairn::validate

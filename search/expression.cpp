#include "search/expression.hpp"

#include <algorithm>
#include <utility>

namespace cairn::search {

namespace {

Truth truth(bool value) { return value ? Truth::yes : Truth::no; }

Truth negated(Truth value) { return value == Truth::unknown ? value : truth(value == Truth::no); }

std::size_t code_point_length(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    return end - at;
}

template <class T>
Truth ordered(bool is_less, bool is_equal, T kind) {
    switch (kind) {
        case T::less:
            return truth(is_less);
        case T::at_most:
            return truth(is_less || is_equal);
        case T::greater:
            return truth(!is_less && !is_equal);
        case T::at_least:
            return truth(!is_less);
        default:
            return truth(is_equal);
    }
}

}  // namespace

bool is_like(std::string_view text, std::string_view pattern) {
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;  // the last '%', from which to go on when the rest does not match
    std::size_t star_text = 0;
    while (t < text.size() || p < pattern.size()) {
        if (p < pattern.size() && pattern[p] == '%') {
            star = p++;
            star_text = t;
            continue;
        }
        if (p < pattern.size() && t < text.size()) {
            const bool is_any = pattern[p] == '_';
            const std::size_t literal = pattern[p] == '\\' && p + 1 < pattern.size() ? p + 1 : p;
            if (is_any || text[t] == pattern[literal]) {
                t += is_any ? code_point_length(text, t) : 1;
                p = literal + 1;
                continue;
            }
        }
        if (star == std::string_view::npos || star_text >= text.size()) return false;
        star_text += code_point_length(text, star_text);
        t = star_text;
        p = star + 1;
    }
    return true;
}

Truth Expression::evaluate(const Lookup& lookup) const { return evaluate(m_nodes.size() - 1, lookup); }

Truth Expression::evaluate(std::size_t index, const Lookup& lookup) const {
    const Node& node = m_nodes[index];
    if (node.kind == Kind::negation) return negated(evaluate(node.operands[0], lookup));
    if (node.kind == Kind::both || node.kind == Kind::either) {
        const Truth decides = node.kind == Kind::both ? Truth::no : Truth::yes;
        Truth all = negated(decides);
        for (const std::size_t operand : node.operands) {
            const Truth one = evaluate(operand, lookup);
            if (one == decides) return one;
            if (one == Truth::unknown) all = one;
        }
        return all;
    }
    const json::Value* value = lookup(node.name);
    if (node.kind == Kind::null) return truth(value == nullptr || value->IsNull());
    return value == nullptr ? Truth::unknown : holds_of(node, *value);
}

Truth Expression::holds_of(const Node& node, const json::Value& value) {
    if (!value.IsArray()) return compare(node, value);
    Truth found = Truth::unknown;
    for (const json::Value& element : value.GetArray()) {
        const Truth one = element.IsArray() ? Truth::unknown : compare(node, element);
        if (one == Truth::yes) return one;
        if (one == Truth::no) found = one;
    }
    return found;
}

Truth Expression::compare(const Node& node, const json::Value& value) {
    const auto with = [&](const Literal& literal, Kind kind) {
        if (value.IsNumber()) {
            if (!literal.is_number) return Truth::unknown;
            const double number = value.GetDouble();
            return ordered(number < literal.number, number == literal.number, kind);
        }
        if (value.IsString()) {
            const int order = json::view(value).compare(literal.text);
            return ordered(order < 0, order == 0, kind);
        }
        const bool is_boolean = !literal.is_quoted && (literal.text == "true" || literal.text == "false");
        if (!value.IsBool() || !is_boolean || kind != Kind::equal) return Truth::unknown;
        return truth(value.GetBool() == (literal.text == "true"));
    };
    if (node.kind == Kind::like)
        return value.IsString() ? truth(is_like(json::view(value), node.values[0].text)) : Truth::unknown;
    if (node.kind == Kind::between)
        return std::min(with(node.values[0], Kind::at_least), with(node.values[1], Kind::at_most));
    if (node.kind != Kind::in) return with(node.values[0], node.kind);
    Truth found = Truth::no;
    for (const Literal& literal : node.values) found = std::max(found, with(literal, Kind::equal));
    return found;
}

}  // namespace cairn::search

// The keywords for strings, numbers and arrays.
#include "validator/canonical.hpp"
#include "validator/describe.hpp"
#include "validator/explainer.hpp"

namespace cairn::validate {

namespace {

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0U : 1U;
    return count;
}

/// "at least 2 elements", for the keyword `name` with the given limit.
std::string bound(std::string_view name, const json::Value& wanted, std::string_view unit) {
    const std::string number = excerpt(wanted);
    return std::string(name.substr(0, 3) == "min" ? "at least " : "at most ") + number + " " + std::string(unit) +
           (number == "1" ? "" : "s");
}

/// Whether `count` keeps the limit of minX or maxX.
bool keeps(std::string_view name, const json::Value& wanted, std::size_t count) {
    if (!wanted.IsNumber()) return true;
    const auto size = static_cast<double>(count);
    return name.substr(0, 3) == "min" ? size >= wanted.GetDouble() : size <= wanted.GetDouble();
}

}  // namespace

void Explainer::of_string(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const {
    const std::string_view text = json::view(point.value);
    const auto found = [&] { return "found " + describe_value(point.value) + ", expected "; };
    if (name == "pattern" && wanted.IsString()) {
        const bool has_wrong_format = !out.list.empty() && out.list.back().keyword == "format" &&
                                      out.list.back().pointer == point.at.text();  // says it better
        if (!has_wrong_format && !m_with.patterns.find(json::view(wanted))->second.matches(text)) {
            const std::string_view words = json::member_text(point.schema, "description");
            add(out, point, name,
                found() +
                    (words.empty() ? "a text that matches " + std::string(json::view(wanted)) : std::string(words)));
        }
    } else if (name == "format" && wanted.IsString() && m_with.formats == Formats::check) {
        if (!has_format(text, json::view(wanted))) {
            add(out, point, name, found() + std::string(describe_format(json::view(wanted))));
        }
    } else if (name == "minLength" || name == "maxLength") {
        if (!keeps(name, wanted, count_characters(text)))
            add(out, point, name, found() + bound(name, wanted, "character"));
    }
}

void Explainer::of_number(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const {
    if (!wanted.IsNumber()) return;
    const int order = compare(point.value, wanted);
    std::string expected;
    if (name == "minimum" && order < 0) expected = "a number of at least ";
    if (name == "maximum" && order > 0) expected = "a number of at most ";
    if (name == "exclusiveMinimum" && order <= 0) expected = "a number above ";
    if (name == "exclusiveMaximum" && order >= 0) expected = "a number below ";
    if (name == "multipleOf" && !is_multiple(point.value, wanted)) expected = "a multiple of ";
    if (!expected.empty())
        add(out, point, name, "found " + excerpt(point.value) + ", expected " + expected + excerpt(wanted));
}

void Explainer::of_array(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const {
    if (name == "items") return items(wanted, point, out);
    if (name == "additionalItems") return additional_items(wanted, point, out);
    if (name == "minItems" || name == "maxItems") {
        if (!keeps(name, wanted, point.value.Size())) {
            add(out, point, name,
                "found " + describe_value(point.value) + ", expected " + bound(name, wanted, "element"));
        }
    } else if (name == "uniqueItems" && wanted.IsBool() && wanted.GetBool()) {
        if (const auto repeated = first_repeated(point.value)) {
            add(out, point, name,
                "elements " + std::to_string(repeated->first) + " and " + std::to_string(repeated->second) +
                    " are both " + excerpt(point.value[static_cast<rapidjson::SizeType>(repeated->second)]) +
                    ", expected no repetition");
        }
    } else if (name == "contains") {
        for (const json::Value& element : point.value.GetArray()) {
            if (fits(wanted, element)) return;
        }
        const std::string_view description = json::member_text(point.schema, "description");
        const std::string what = description.empty() ? described(wanted) : std::string(description);
        add(out, point, name,
            "none of the " + std::to_string(point.value.Size()) + " elements is what is expected at least once" +
                (what.empty() ? "" : ": " + what));
    }
}

void Explainer::items(const json::Value& wanted, const Point& point, Reasons& out) const {
    const Trail keyword(point.by, "items");
    if (!wanted.IsArray() && !out.verdict_only) return alike_items(wanted, point, out);
    for (rapidjson::SizeType i = 0; i < point.value.Size() && !out.full(); ++i) {
        const Trail at(point.at, i);
        if (!wanted.IsArray()) {
            apply_at(wanted, point.value[i], at, keyword, out);
        } else if (i < wanted.Size()) {
            const Trail by(keyword, i);
            apply_at(wanted[i], point.value[i], at, by, out);
        }
    }
}

/// Numbers and arrays in a row (coordinates) that are wrong in the same way are one mistake: the first of them is
/// shown.
void Explainer::alike_items(const json::Value& wanted, const Point& point, Reasons& out) const {
    const Trail keyword(point.by, "items");
    std::string shown;  // which keywords fail, and where, in the element that was reported last
    for (rapidjson::SizeType i = 0; i < point.value.Size() && !out.full(); ++i) {
        const Trail at(point.at, i);
        const json::Value& element = point.value[i];
        if (!element.IsArray() && !element.IsNumber()) {
            apply_at(wanted, element, at, keyword, out);
            continue;
        }
        const std::vector<SchemaError> errors = reasons({wanted, element, at, keyword});
        const std::size_t place = at.text().size();
        std::string kind;
        for (const SchemaError& error : errors) {
            const bool is_within = element.IsArray() && error.pointer.size() > place;
            kind += error.keyword + (is_within ? "/ " : " ");
        }
        if (kind.empty() || kind == shown) continue;
        shown = kind;
        for (const SchemaError& error : errors) {
            if (!out.full()) out.list.push_back(error);
        }
    }
}

void Explainer::additional_items(const json::Value& wanted, const Point& point, Reasons& out) const {
    const json::Value* tuple = json::find(point.schema, "items");
    if (tuple == nullptr || !tuple->IsArray()) return;
    const Trail by(point.by, "additionalItems");
    for (rapidjson::SizeType i = tuple->Size(); i < point.value.Size() && !out.full(); ++i) {
        const Trail at(point.at, i);
        apply_at(wanted, point.value[i], at, by, out);
    }
}

}  // namespace cairn::validate

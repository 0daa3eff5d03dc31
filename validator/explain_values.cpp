// The keywords for strings, numbers and arrays.
#include <algorithm>

#include "validator/canonical.hpp"
#include "validator/describe.hpp"
#include "validator/explainer.hpp"
#include "validator/hints.hpp"

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

bool takes_null(const json::Value& schema) {
    const json::Value* types = json::find(schema, "type");
    return types != nullptr && types->IsArray() &&
           std::any_of(types->Begin(), types->End(),
                       [](const json::Value& type) { return json::text_or(type, "") == "null"; });
}

/// Whether all that is wrong is the type of the value itself.
bool is_of_wrong_type(const std::vector<SchemaError>& errors) {
    return errors.size() == 1 && errors.front().keyword == "type";
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
            add(out, point, name,
                found() + std::string(describe_format(json::view(wanted))) +
                    (takes_null(point.schema) ? ", or null" : "") + hint_of_format(text, json::view(wanted)));
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
    const json::Value* prefix = json::find(point.schema, "prefixItems");
    if (name == "items" && prefix != nullptr && prefix->IsArray())
        return further_items(name, prefix->Size(), wanted, point, out);
    if (name == "items" || name == "prefixItems") return items(name, wanted, point, out);
    if (name == "additionalItems") {
        const json::Value* tuple = json::find(point.schema, "items");
        if (tuple != nullptr && tuple->IsArray()) further_items(name, tuple->Size(), wanted, point, out);
        return;
    }
    if (name == "contains") return contains(wanted, point, out);
    if (name == "unevaluatedItems") return unevaluated(name, wanted, point, out);
    if (name == "minItems" || name == "maxItems") {
        if (!keeps(name, wanted, point.value.Size())) {
            add(out, point, name,
                "found " + describe_value(point.value) + ", expected " + bound(name, wanted, "element") +
                    words_of(point.schema));
        }
    } else if (name == "uniqueItems" && wanted.IsBool() && wanted.GetBool()) {
        if (const auto repeated = first_repeated(point.value)) {
            add(out, point, name,
                "elements " + std::to_string(repeated->first) + " and " + std::to_string(repeated->second) +
                    " are both " + excerpt(point.value[static_cast<rapidjson::SizeType>(repeated->second)]) +
                    ", expected no repetition");
        }
    }
}

void Explainer::contains(const json::Value& wanted, const Point& point, Reasons& out) const {
    const auto count = static_cast<std::size_t>(std::count_if(
        point.value.Begin(), point.value.End(), [&](const json::Value& element) { return fits(wanted, element); }));
    const json::Value* fewest = json::find(point.schema, "minContains");
    const json::Value* most = json::find(point.schema, "maxContains");
    const bool few = fewest == nullptr ? count == 0 : !keeps("minContains", *fewest, count);
    const bool many = most != nullptr && !keeps("maxContains", *most, count);
    if (!few && !many) return;
    const std::string_view description = json::member_text(point.schema, "description");
    std::string what = description.empty() ? described(wanted) : std::string(description);
    if (!what.empty()) what.insert(0, ": ");
    const std::string size = std::to_string(point.value.Size());
    if (few && count == 0 && (fewest == nullptr || excerpt(*fewest) == "1"))
        return add(out, point, "contains",
                   "none of the " + size + " elements is what is expected at least once" + what);
    const std::string_view keyword = few ? "minContains" : "maxContains";
    add(out, point, keyword,
        "found " + std::to_string(count) + " of " + size + " elements, expected " +
            bound(keyword, few ? *fewest : *most, "element") + what);
}

void Explainer::items(std::string_view name, const json::Value& wanted, const Point& point, Reasons& out) const {
    const Trail keyword(point.by, name);
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

/// Numbers and arrays in a row (coordinates) that are wrong in the same way, and texts and nulls that are both of the
/// wrong type, are one mistake: the first of them is shown.
void Explainer::alike_items(const json::Value& wanted, const Point& point, Reasons& out) const {
    const Trail keyword(point.by, "items");
    std::string shown;  // which keywords fail, and where, in the element that was reported last
    for (rapidjson::SizeType i = 0; i < point.value.Size() && !out.full(); ++i) {
        const Trail at(point.at, i);
        const json::Value& element = point.value[i];
        if (element.IsObject() || element.IsBool()) {
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
        const bool counts = element.IsArray() || element.IsNumber() || is_of_wrong_type(errors);
        if (kind.empty() || (counts && kind == shown)) continue;
        if (counts) shown = kind;
        for (const SchemaError& error : errors) {
            if (!out.full()) out.list.push_back(error);
        }
    }
}

void Explainer::further_items(std::string_view name, std::size_t first, const json::Value& wanted, const Point& point,
                              Reasons& out) const {
    const Trail by(point.by, name);
    for (auto i = static_cast<rapidjson::SizeType>(first); i < point.value.Size() && !out.full(); ++i) {
        const Trail at(point.at, i);
        apply_at(wanted, point.value[i], at, by, out);
    }
}

}  // namespace cairn::validate

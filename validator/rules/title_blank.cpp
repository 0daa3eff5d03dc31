#include "base/json/pointer.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

bool is_blank(const json::Value* text) {
    return text != nullptr && text->IsString() &&
           json::view(*text).find_first_not_of(" \t\r\n") == std::string_view::npos;
}

void check_text(const ObjectView& view, const json::Value& holder, const char* name, const std::string& pointer,
                Findings& out) {
    if (is_blank(json::find(holder, name)))
        out.add(k_title_blank, view.record(), json::child(pointer, name),
                "found a text without letters, expected one that people can read, or none");
}

void check(const ObjectView& view, Findings& out) {
    const StacObject& object = view.object;
    for_each_asset(object, [&](const json::Value& asset, std::string_view key) {
        if (!key.empty() && is_blank(json::find(asset, "title")))
            check_text(view, asset, "title", pointer_of_asset(object, key), out);
    });
    if (object.is_feature()) {
        if (object.properties == nullptr) return;
        for (const char* name : {"title", "description"})
            if (is_blank(json::find(*object.properties, name)))
                check_text(view, *object.properties, name, object.pointer("/properties"), out);
        return;
    }
    check_text(view, object.value, "title", object.pointer(""), out);
    check_text(view, object.value, "description", object.pointer(""), out);
}

}  // namespace

const Rule k_title_blank{"title/blank",
                         Severity::warning,
                         "Titles and descriptions say something",
                         "Browsers show an empty line where people expect a name.",
                         "STAC 1.1.0, common metadata, Basics",
                         ObjectCheck(check)};

}  // namespace cairn::validate::rules

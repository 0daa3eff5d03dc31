#include "builder/browse/landing_page.hpp"

#include "base/json/write.hpp"
#include "base/markup.hpp"
#include "builder/browse/html.hpp"
#include "builder/browse/json_ld.hpp"
#include "builder/stac/layout.hpp"

namespace cairn::browse {

namespace {

constexpr std::string_view k_page = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="cairn">
<title>@TITLE@</title>
<meta name="description" content="@DESCRIPTION@">
<link rel="canonical" href="@ADDRESS@">
<link rel="stylesheet" href="../../browse/style.css">
<script type="application/ld+json">@JSON_LD@</script>
</head>
<body>
<main>
<article>
<h1 dir="auto">@TITLE@</h1>
<p dir="auto">@DESCRIPTION@</p>
<dl class="facts">@FACTS@</dl>
<p><a class="button primary" href="../../index.html#/@DOCUMENT@">Items and files of this Collection</a></p>
<p class="quiet"><a href="collection.json">STAC Collection as JSON</a>, one of <a href="../../index.html">@CATALOG@</a></p>
</article>
</main>
</body>
</html>
)";

std::string fact(std::string_view name, std::string_view value) {
    if (value.empty()) return {};
    return "<div><dt>" + std::string(name) + "</dt><dd>" + escaped_markup(value) + "</dd></div>";
}

std::string joined(const json::Value* list) {
    std::string text;
    if (list == nullptr || !list->IsArray()) return text;
    for (const json::Value& value : list->GetArray()) {
        const std::string_view word = json::text_or(value, "");
        if (word.empty()) continue;
        if (!text.empty()) text += ", ";
        text += word;
    }
    return text;
}

std::string facts_of(const json::Value& collection, const json::Value& data) {
    std::string time(json::member_text(data, "temporalCoverage"));
    if (const std::size_t slash = time.find('/'); slash != std::string::npos) time.replace(slash, 1, " to ");
    return fact("Time", time) + fact("Licence", json::member_text(collection, "license")) +
           fact("Keywords", joined(json::find(collection, "keywords"))) +
           fact("Citation", json::member_text(collection, "sci:citation")) +
           fact("Id", json::member_text(collection, "id"));
}

}  // namespace

std::string landing_page_path(std::string_view name) { return layout::collection_folder(name) + "/index.html"; }

std::string landing_page(const json::Value& collection, std::string_view document, const std::string& address,
                         const Config& config) {
    const json::Value data = dataset(collection, address);
    return filled(k_page, {{"TITLE", escaped_markup(json::member_text(data, "name"))},
                           {"DESCRIPTION", escaped_markup(json::member_text(collection, "description"))},
                           {"ADDRESS", escaped_markup(address)},
                           {"JSON_LD", script_safe(json::write(data))},
                           {"FACTS", facts_of(collection, data)},
                           {"DOCUMENT", escaped_markup(document)},
                           {"CATALOG", escaped_markup(config.catalog_title)}});
}

}  // namespace cairn::browse

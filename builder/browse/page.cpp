#include "builder/browse/page.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/json/write.hpp"
#include "base/markup.hpp"
#include "builder/browse/embedded_files.hpp"
#include "builder/browse/html.hpp"
#include "builder/browse/json_ld.hpp"
#include "builder/browse/landing_page.hpp"
#include "builder/browse/sitemap.hpp"
#include "builder/config/browse.hpp"
#include "builder/config/text_file.hpp"

namespace cairn::browse {

namespace {

constexpr std::string_view k_template = "index.html";
constexpr std::string_view k_links_template = "links.html";
constexpr std::string_view k_style = "style.css";

std::string_view embedded(std::string_view name) {
    const auto& files = embedded_files();
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& file) { return file.name == name; });
    if (found == files.end()) throw std::logic_error("templates/browse has no " + std::string(name));
    return found->bytes;
}

/// http and https alone: other programs than browsers read s3: and file: trees.
std::string web_address(const Config& config) {
    const std::string& root = config.publish.root_href;
    return root.starts_with("http://") || root.starts_with("https://") ? root : std::string();
}

/// STAC Browser takes what follows #/external/ for a URL of https, unless it begins with http:.
std::string stac_browser_link(const Config& config) {
    const std::string& browser = config.publish.browse.stac_browser;
    if (browser.empty()) return {};
    const std::string root = web_address(config);
    const std::string_view https = "https://";
    return browser + "/#/external/" + (root.starts_with(https) ? root.substr(https.size()) : root) + "/catalog.json";
}

std::string title_of(const Config& config) {
    return config.publish.browse.title.empty() ? config.catalog_title : config.publish.browse.title;
}

std::string settings_of(const Config& config) {
    json::Value settings = json::object();
    json::set(settings, "title", title_of(config));
    if (!config.publish.root_href.empty()) json::set(settings, "root_href", config.publish.root_href);
    if (const std::string link = stac_browser_link(config); !link.empty())
        json::set(settings, "stac_browser", std::string_view(link));
    return script_safe(json::write(settings));
}

std::string theme_of(const Browse& browse) {
    std::string theme;
    const auto rule = [&](std::string_view selector, const std::string& accent, Colour light, Colour dark) {
        const auto colour = colour_of(accent);
        if (!colour) return;
        const bool is_light_text = contrast_of(*colour, light) >= contrast_of(*colour, dark);
        theme += std::string(selector) + " { --accent: " + accent +
                 "; --on-accent: " + (is_light_text ? "#ffffff" : "#06242a") + "; }\n";
    };
    const Colour white{255, 255, 255}, ink{0x06, 0x24, 0x2a};
    rule(":root", browse.accent, white, ink);
    if (browse.accent_dark.empty()) return theme;
    rule(":root[data-theme=\"dark\"]", browse.accent_dark, white, ink);
    theme += "@media (prefers-color-scheme: dark) {\n";
    rule(":root:not([data-theme=\"light\"])", browse.accent_dark, white, ink);
    return theme + "}\n";
}

std::string logo_path(const Browse& browse) {
    return browse.logo.empty() ? std::string() : "browse/logo." + logo_ending(browse.logo);
}

std::string tag_of_logo(const Browse& browse) {
    return browse.logo.empty() ? std::string() : "<img src=\"" + logo_path(browse) + "\" alt=\"\">";
}

std::string link_list(const json::Value& catalog) {
    std::string list;
    const json::Value* links = json::find(catalog, "links");
    if (links == nullptr || !links->IsArray()) return list;
    for (const json::Value& link : links->GetArray()) {
        if (json::member_text(link, "rel") != "child") continue;
        const std::string_view href = json::member_text(link, "href");
        list += "<li><a href=\"" + escaped_markup(href) + "\">" +
                escaped_markup(json::member_text(link, "title", href)) + "</a></li>\n";
    }
    return list;
}

std::string index_page(std::string_view page, const json::Value& catalog, const Config& config) {
    const Browse& browse = config.publish.browse;
    const std::string theme = theme_of(browse);
    const std::string root = web_address(config);
    const std::string address = root.empty() ? root : root + "/index.html";
    const std::string browser = stac_browser_link(config);
    return filled(
        page,
        {{"TITLE", escaped_markup(title_of(config))},
         {"DESCRIPTION", escaped_markup(config.catalog_description)},
         {"SETTINGS", settings_of(config)},
         {"THEME", theme.empty() ? "" : "<link rel=\"stylesheet\" href=\"browse/theme.css\">"},
         {"JSON_LD", script_safe(json::write(data_catalog(catalog, address)))},
         {"LOGO", tag_of_logo(browse)},
         {"LINKS", link_list(catalog)},
         {"STAC_BROWSER",
          browser.empty() ? "" : "<p><a href=\"" + escaped_markup(browser) + "\">This catalog in STAC Browser</a></p>"},
         {"FOOTER", browse.footer.empty() ? "" : "<p dir=\"auto\">" + escaped_markup(browse.footer) + "</p>"}});
}

void write_own(const Browse& browse, const FileSink& sink) {
    if (const std::string theme = theme_of(browse); !theme.empty()) sink("browse/theme.css", theme);
    if (!browse.logo.empty()) sink(logo_path(browse), read_text_file(browse.logo));
}

void write_all(const FileSink& sink) {
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.name.ends_with(".html")) continue;
        sink("browse/" + std::string(file.name), file.bytes);
    }
}

void write_for_search_engines(const Root& root, const Context& context, const FileSink& sink) {
    const std::string address = web_address(context.config);
    if (address.empty()) return;
    std::vector<std::string> paths{"index.html"};
    for (const WrittenCollection& one : root.written) paths.push_back(landing_page_path(one.name));
    for (const SitemapFile& file : sitemap(address, paths)) sink(file.path, file.text);
}

}  // namespace

void write_landing_page(const json::Value& collection, std::string_view path, std::string_view name,
                        const Context& context, const FileSink& sink) {
    const std::string address = web_address(context.config);
    if (address.empty() || context.config.publish.browse.show == Browse::Show::nothing) return;
    const std::string page = landing_page_path(name);
    sink(page, landing_page(collection, std::string(path), address + '/' + page, context.config));
}

void write_page(const Root& root, const json::Value& catalog, const Context& context, const FileSink& sink) {
    const Browse& browse = context.config.publish.browse;
    if (browse.show == Browse::Show::nothing) return;
    if (browse.show == Browse::Show::links) {
        sink("browse/" + std::string(k_style), embedded(k_style));
        sink("index.html", index_page(embedded(k_links_template), catalog, context.config));
    } else {
        write_all(sink);
        sink("index.html", index_page(embedded(k_template), catalog, context.config));
    }
    write_own(browse, sink);
    write_for_search_engines(root, context, sink);
}

}  // namespace cairn::browse

#include "builder/stac/links.hpp"

#include "base/percent.hpp"
#include "builder/config/clients.hpp"
#include "builder/write/relative_href.hpp"

namespace cairn {

Linker::Linker(const Publish& publish, std::string out)
    : m_style(publish.links),
      m_page_links(page_links_of(publish)),
      m_root_href(publish.root_href),
      m_out(std::move(out)) {}

std::string Linker::absolute(std::string_view document) const { return m_root_href + '/' + percent_encoded(document); }

std::string Linker::href(std::string_view from, std::string_view to) const {
    if (m_style == LinkStyle::absolute) return absolute(to);
    return relative_href(from, to);
}

json::Value Linker::link(std::string_view rel, std::string_view from, std::string_view to, std::string_view type,
                         std::string_view title) const {
    json::Value link = json::object();
    json::set(link, "rel", rel);
    json::set(link, "href", href(from, to));
    json::set(link, "type", type);
    json::set(link, "title", title);
    return link;
}

json::Value Linker::self_link(std::string_view document, std::string_view type, std::string_view title) const {
    json::Value link = json::object();
    json::set(link, "rel", "self");
    json::set(link, "href", absolute(document));
    json::set(link, "type", type);
    json::set(link, "title", title);
    return link;
}

json::Value Linker::page_link(std::string_view rel, std::string_view from, std::string_view to, std::string_view type,
                              std::string_view title) const {
    json::Value made = link(rel, from, to, type, title);
    if (knows_own_url()) json::set(made, "href", absolute(to));
    return made;
}

json::Value Linker::pages_link(Pages pages, std::string_view from, std::string_view to, std::string_view type,
                               std::string_view title) const {
    const bool is_short = knows_own_url() || m_page_links == PageLinks::always;
    const std::string name = pages == Pages::items ? "items" : "data";
    return page_link(is_short ? name : "http://www.opengis.net/def/rel/ogc/1.0/" + name, from, to, type, title);
}

void Linker::add_self(json::Value& links, std::string_view document, std::string_view at, std::string_view type,
                      std::string_view title) const {
    if (knows_own_url()) {
        json::push(links, self_link(document, type, title));
    } else if (at != document) {
        json::push(links, link("self", at, document, type, title));
    }
}

std::string Linker::file_href(std::string_view from, std::string_view path) const {
    // Both are absolute paths: without the first '/' they are paths below one folder.
    return relative_href(m_out.substr(1) + '/' + std::string(from), path.substr(1));
}

}  // namespace cairn

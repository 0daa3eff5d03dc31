#include "builder/config/check_publish.hpp"

#include <fmt/format.h>

#include "base/json/pointer.hpp"
#include "builder/config/browse.hpp"
#include "builder/config/check_archives.hpp"

namespace cairn {

namespace {

void check_contrast(const std::string& colour, Colour ground, const std::string& pointer, Violations& violations) {
    const auto found = colour_of(colour);
    if (!found) return;  // absent, or the schema's to report
    const double contrast = contrast_of(*found, ground);
    if (contrast >= k_least_contrast) return;
    violations.report(pointer,
                      fmt::format("{}: {} on the ground of the page has a contrast of {:.1f}, allowed: at least {} "
                                  "(WCAG 2.1, 1.4.3)",
                                  json::tokens(pointer).back(), colour, contrast, k_least_contrast));
}

void check_browse(const Publish& publish, Violations& violations) {
    const Browse& browse = publish.browse;
    check_contrast(browse.accent, k_light_ground, "/publish/browse/colours/accent", violations);
    check_contrast(browse.accent_dark, k_dark_ground, "/publish/browse/colours/accent_dark", violations);
    if (!browse.logo.empty()) {
        if (const auto complaint = complaint_about_logo(browse.logo))
            violations.report("/publish/browse/logo", "logo: " + *complaint);
    }
    if (browse.stac_browser.empty()) return;
    check_address(browse.stac_browser, Address::page, "/publish/browse/stac_browser", violations);
    if (!publish.root_href.starts_with("http")) {
        violations.report("/publish/browse/stac_browser",
                          "stac_browser: needs `publish.root_href`, the http or https URL at which the catalog will be "
                          "served: STAC Browser asks for the catalog there");
    }
}

}  // namespace

void check_publish(const Publish& publish, Violations& violations) {
    if (publish.links == LinkStyle::absolute && publish.root_href.empty()) {
        violations.report(
            "/publish/links",
            "links: absolute links need `publish.root_href`, the URL at which the catalog will be served");
    }
    if (!publish.root_href.empty())
        check_address(publish.root_href, Address::catalog, "/publish/root_href", violations);
    check_browse(publish, violations);
}

}  // namespace cairn

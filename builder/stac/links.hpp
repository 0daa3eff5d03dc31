// Links between documents, relative or absolute as the configuration says. Every link has a title and a type.
#pragma once

#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"

namespace cairn {

inline constexpr std::string_view k_json = "application/json";
inline constexpr std::string_view k_geojson = "application/geo+json";
inline constexpr std::string_view k_parquet = "application/vnd.apache.parquet";

/// What an API calls the list of its Collections and the pages of a Collection's Items.
enum class Pages { collections, items };

/// Threads: const use from any number of threads.
class Linker {
  public:
    /// `out`: absolute path of the published tree, for links to files of archives that have no URL.
    Linker(const Publish& publish, std::string out);

    /// Href of a document of the tree, seen from another.
    std::string href(std::string_view from, std::string_view to) const;
    json::Value link(std::string_view rel, std::string_view from, std::string_view to, std::string_view type,
                     std::string_view title) const;
    /// Whether a `self` link can be written (STAC wants it absolute, so the tree's URL must be known), and the link.
    bool knows_own_url() const { return !m_root_href.empty(); }
    json::Value self_link(std::string_view document, std::string_view type, std::string_view title) const;
    /// Link to pages, seen from the root Catalog or a Collection: with the short relation ("data", "items") where it
    /// cannot do harm (PageLinks), else with the long name that OGC has for the same one, which STAC Browser passes
    /// over.
    json::Value pages_link(Pages pages, std::string_view from, std::string_view to, std::string_view type,
                           std::string_view title) const;
    /// From one page to another: absolute where the tree's URL is known, as the link to the first page is.
    json::Value page_link(std::string_view rel, std::string_view from, std::string_view to, std::string_view type,
                          std::string_view title) const;
    /// Adds the `self` link of a document as it reads at `at`. Inside a page it is relative when the tree's URL is not
    /// known: STAC Browser finds the document of an entry of a page by this link alone, and guesses a URL that does not
    /// exist without it.
    void add_self(json::Value& links, std::string_view document, std::string_view at, std::string_view type,
                  std::string_view title) const;

    /// Href of a local file (absolute path), relative to the published document: for archives that have no URL.
    std::string file_href(std::string_view from, std::string_view path) const;

  private:
    std::string absolute(std::string_view document) const;

    LinkStyle m_style;
    PageLinks m_page_links;
    std::string m_root_href;
    std::string m_out;
};

}  // namespace cairn

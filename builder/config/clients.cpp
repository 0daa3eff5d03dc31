#include "builder/config/clients.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace cairn {

namespace {

struct Wishes {
    Client client;
    std::string_view name;
    std::optional<StoreTypes> store_types;
    std::optional<PageLinks> page_links;
};

/// In the order of the enumeration. docs/clients.md says how each row was found out.
constexpr std::array k_wishes{
    Wishes{Client::stac_browser, "stac-browser", std::nullopt, PageLinks::automatic},  // shows every type
    Wishes{Client::xpystac, "xpystac", StoreTypes::bare, std::nullopt},                // compares whole texts
    Wishes{Client::qgis, "qgis", StoreTypes::bare_plus, std::nullopt},                 // likewise, another one
    Wishes{Client::pystac, "pystac", std::nullopt, std::nullopt},                      // looks at no type, follows item
    Wishes{Client::geozarr, "geozarr", StoreTypes::parameters, std::nullopt},          // reads version and profile
};

struct Spelling {
    StoreTypes types;
    std::string_view name;
};

constexpr std::array k_spellings{
    Spelling{StoreTypes::parameters, "parameters"},
    Spelling{StoreTypes::plus, "plus"},
    Spelling{StoreTypes::bare, "bare"},
    Spelling{StoreTypes::bare_plus, "bare_plus"},
    Spelling{StoreTypes::best_practice, "best_practice"},
};

/// The row of a name; the first where there is none.
template <class Rows>
const auto& row_named(const Rows& rows, std::string_view name) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.name == name; });
    return row == rows.end() ? rows.front() : *row;
}

template <class Value>
Value first_wish(const Publish& publish, std::optional<Value> Wishes::*wish, Value otherwise) {
    for (const Client client : publish.clients) {
        const std::optional<Value>& value = k_wishes.at(static_cast<std::size_t>(client)).*wish;
        if (value) return *value;
    }
    return otherwise;
}

}  // namespace

Client client_named(std::string_view name) { return row_named(k_wishes, name).client; }

StoreTypes store_types_named(std::string_view name) { return row_named(k_spellings, name).types; }

StoreTypes store_types_of(const Publish& publish) {
    return first_wish(publish, &Wishes::store_types, publish.store_types);
}

PageLinks page_links_of(const Publish& publish) { return first_wish(publish, &Wishes::page_links, publish.page_links); }

}  // namespace cairn

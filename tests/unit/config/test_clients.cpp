// What the clients that a configuration names want of spellings.
#include <catch2/catch.hpp>

#include "builder/config/clients.hpp"

using namespace cairn;

namespace {

StoreTypes types_for(std::vector<Client> clients, StoreTypes otherwise = StoreTypes::parameters) {
    Publish publish;
    publish.clients = std::move(clients);
    publish.store_types = otherwise;
    return store_types_of(publish);
}

}  // namespace

TEST_CASE("the first client that wants a spelling has it, whatever store_types says") {
    CHECK(types_for({}, StoreTypes::plus) == StoreTypes::plus);
    CHECK(types_for({Client::xpystac, Client::qgis}, StoreTypes::plus) == StoreTypes::bare);
    CHECK(types_for({Client::qgis, Client::xpystac}) == StoreTypes::bare_plus);
    CHECK(types_for({Client::geozarr, Client::qgis}, StoreTypes::bare) == StoreTypes::parameters);
    CHECK(types_for({Client::stac_browser, Client::pystac, Client::xpystac}) == StoreTypes::bare);
}

TEST_CASE("clients without a wish leave it to store_types") {
    CHECK(types_for({Client::stac_browser, Client::pystac}, StoreTypes::best_practice) == StoreTypes::best_practice);
    Publish publish;
    publish.page_links = PageLinks::always;
    CHECK(page_links_of(publish) == PageLinks::always);
    publish.clients = {Client::qgis, Client::stac_browser};
    CHECK(page_links_of(publish) == PageLinks::automatic);
}

TEST_CASE("every client and every spelling has its name") {
    CHECK(client_named("stac-browser") == Client::stac_browser);
    CHECK(client_named("geozarr") == Client::geozarr);
    CHECK(store_types_named("") == StoreTypes::parameters);
    CHECK(store_types_named("bare_plus") == StoreTypes::bare_plus);
    CHECK(store_types_named("best_practice") == StoreTypes::best_practice);
}

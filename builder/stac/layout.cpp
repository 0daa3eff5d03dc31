#include "builder/stac/layout.hpp"

namespace cairn::layout {

namespace {

std::string collection_folder(std::string_view name) { return "collections/" + std::string(name); }

}  // namespace

std::string collection(std::string_view name) { return collection_folder(name) + "/collection.json"; }

std::string item(std::string_view collection, std::string_view name) {
    const std::string item(name);
    return collection_folder(collection) + "/items/" + item + "/" + item + ".json";
}

std::string item_page(std::string_view collection, std::size_t page, std::string_view first_item) {
    const std::string folder = collection_folder(collection);
    return page == 0 ? folder + "/items.json" : folder + "/items-" + std::string(first_item) + ".json";
}

std::string partition(std::string_view collection, std::string_view first_item) {
    return collection_folder(collection) + "/part-" + std::string(first_item) + "/catalog.json";
}

std::string asset_list_folder(std::string_view document) {
    return std::string(document.substr(0, document.rfind('/'))) + "/assets";
}

}  // namespace cairn::layout

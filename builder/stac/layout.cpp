#include "builder/stac/layout.hpp"

#include "builder/write/path_names.hpp"

namespace cairn::layout {

std::string collection_folder(std::string_view collection) { return "collections/" + path_name(collection); }

std::string collection(std::string_view collection) { return collection_folder(collection) + "/collection.json"; }

std::string item(std::string_view collection, std::string_view item) {
    const std::string name = path_name(item);
    return collection_folder(collection) + "/items/" + name + "/" + name + ".json";
}

std::string item_page(std::string_view collection, std::size_t page, std::string_view first_item) {
    const std::string folder = collection_folder(collection);
    return page == 0 ? folder + "/items.json" : folder + "/items-" + path_name(first_item) + ".json";
}

std::string partition(std::string_view collection, std::string_view first_item) {
    return collection_folder(collection) + "/part-" + path_name(first_item) + "/catalog.json";
}

std::string asset_list_folder(std::string_view collection, std::string_view item) {
    const std::string folder = collection_folder(collection);
    return item.empty() ? folder + "/assets" : folder + "/items/" + path_name(item) + "/assets";
}

}  // namespace cairn::layout

#include "builder/stac/layout.hpp"

namespace cairn::layout {

std::string collections_page(std::size_t page, std::string_view first_collection) {
    return page == 0 ? std::string(k_collections_page) : "collections-" + std::string(first_collection) + ".json";
}

std::string collection_folder(std::string_view name) { return "collections/" + std::string(name); }

std::string collection(std::string_view name) { return collection_folder(name) + "/collection.json"; }

std::string item(std::string_view collection, std::string_view name) {
    const std::string item(name);
    return collection_folder(collection) + "/items/" + item + "/" + item + ".json";
}

std::string item_page(std::string_view collection, std::size_t page, std::string_view first_item) {
    const std::string folder = collection_folder(collection);
    return page == 0 ? folder + "/items.json" : folder + "/items-" + std::string(first_item) + ".json";
}

std::string items_table(std::string_view collection) { return collection_folder(collection) + "/items.parquet"; }

std::string assets_table(std::string_view collection) { return collection_folder(collection) + "/assets.parquet"; }

std::string assets_part(std::string_view collection, std::string_view name) {
    return collection_folder(collection) + "/assets/" + std::string(name) + ".parquet";
}

std::string partition_prefix(std::size_t level) {
    return level == 0 ? std::string("part-") : "part" + std::to_string(level + 1) + '-';
}

std::string partition(std::string_view folder, std::size_t level, std::string_view first) {
    return std::string(folder) + '/' + partition_prefix(level) + std::string(first) + "/catalog.json";
}

std::string asset_list_folder(std::string_view document) {
    return std::string(document.substr(0, document.rfind('/'))) + "/assets";
}

std::string directory_part(std::string_view folder, std::string_view first_page) {
    return std::string(folder) + "/pages-" + std::string(first_page);
}

}  // namespace cairn::layout

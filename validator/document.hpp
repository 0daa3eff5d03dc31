// What a JSON document of a catalog is, and which schemas it must fit.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"

namespace cairn::validate {

enum class Kind {
    catalog,
    collection,
    item,
    items_page,      ///< a FeatureCollection of Items (items.json, an API's answer)
    asset_page,      ///< a page of an asset list: features with `href` in place of `assets`
    page_directory,  ///< pages.json
    collections,     ///< {"collections": [...]}
    unknown,         ///< JSON, but nothing of a catalog
};

/// By the members that say what a document means to be, so that a broken Item is still judged as an Item.
Kind classify(const json::Value& document);

std::string_view name_of(Kind kind);

/// One schema that one part of a document must fit.
struct Check {
    std::string pointer;  ///< of the part within the document
    const json::Value* part;
    std::shared_ptr<const json::Value> frame;  ///< a page without its features: what `part` is then
    std::string url;                           ///< of the schema
};

/// The core schema of each STAC object in the document and each of its extensions; for pages our own schema. Pages of
/// Items and of Collections are checked by it without their features, which are checked one by one, each against the
/// version that it names; and pages of Items only if they count them, since other FeatureCollections need not.
std::vector<Check> checks_of(const json::Value& document, Kind kind);

}  // namespace cairn::validate

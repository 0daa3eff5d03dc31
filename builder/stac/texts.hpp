// What documents say in words: what the configuration states, else what the files say, else what they hold.
#pragma once

#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"
#include "builder/stac/collection.hpp"

namespace cairn {

/// The rule's template; else the main variables and the title of the files, with the parts of the id that these do not
/// say in brackets, so that Items of one kind can be told apart; else the id.
std::string item_title(const ItemPlan& plan, const CollectionRule& rule);

/// The rule's template; else the title that all files share, with what of the id it does not say; else the id.
std::string collection_title(const CollectionPlan& plan);

/// The title of links that lead up to a Collection from what is in it: the rule's, where it has no placeholder, else
/// the id. One that says what the files say would change all of these documents with one file.
std::string fixed_title(const CollectionRule& rule, const std::string& collection);

/// Sets `description`, `keywords`, `license`, `providers` and the members of the scientific extension in the properties
/// of an Item.
void set_texts(json::Value& properties, const ItemPlan& plan, const CollectionRule& rule);

/// Sets `description`, `keywords`, `license` and `providers` and the members of the scientific extension of a
/// Collection. STAC requires a description and a license there: what nobody states is told from the data, "other".
void set_texts(json::Value& collection, const CollectionPlan& plan);

/// Link `rel: cite-as` to the DOI of the data, where it has one.
void add_citation_link(json::Value& links, const std::shared_ptr<const Description>& description);

}  // namespace cairn

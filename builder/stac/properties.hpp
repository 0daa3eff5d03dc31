// Members that items, inline assets and features of asset lists have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"
#include "builder/config/term.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

/// `datetime` of an instant, else `datetime: null` with `start_datetime` and `end_datetime`.
void set_time(json::Value& object, const UtcInterval& interval);

/// The same without `datetime: null`: in an asset, unlike in an Item, only what is known needs to be said.
void set_known_time(json::Value& asset, const UtcInterval& interval);

/// A number that people read: 10, not 10.0. Precondition: finite.
json::Value plain_number(double value);

/// `nodata` as STAC writes it: a number, "nan", "inf" or "-inf".
json::Value nodata_value(double value);

/// Facets as members of their own names. What `object` has already is kept.
void set_facets(json::Value& object, const Facets& facets);
/// Only those named.
void set_facets(json::Value& object, const Facets& facets, const std::vector<std::string>& names);

/// The facets that documents show by a rule: all, but for those that `properties` does not list.
Facets shown(const Facets& facets, const CollectionRule& rule);
bool is_shown(const std::string& facet, const CollectionRule& rule);

/// "cairn:notes": what was left out and why; nothing when there is nothing to say.
void set_notes(json::Value& object, const std::vector<std::string>& notes);
/// One more of them.
void add_note(json::Value& object, const std::string& note);

/// Merges a template into a document: strings with placeholders are filled in, a member whose placeholder has no value
/// is left out. `links` and `stac_extensions` are added to those of the document, all else is merged (RFC 7396).
void merge_template(json::Value& document, const json::Value& template_json, const TemplateScope& scope);

/// The members that a template of assets gives one asset; null: none. A link in it that documents cannot have is left
/// out with what holds it.
json::Value expanded_members(const json::Value& template_json, const TemplateScope& scope);

}  // namespace cairn

// What the names in the templates of a rule stand for.
#pragma once

#include "builder/config/config.hpp"
#include "builder/config/template.hpp"

namespace cairn {

/// The facets by name, with the constants of the rule in their own kinds and the tables of the configuration. Both must
/// outlive it.
TemplateScope scope_of(const CollectionRule& rule, const Facets& facets);
TemplateScope scope_of(const CollectionRule& rule, Template::Lookup names);

/// The root Catalog knows tables alone.
TemplateScope scope_of_catalog(const Config& config);

}  // namespace cairn

#include "builder/config/rule_scope.hpp"

#include <utility>

namespace cairn {

TemplateScope scope_of(const CollectionRule& rule, Template::Lookup names) {
    TemplateScope scope(std::move(names));
    scope.typed = &rule.facets.typed_constants;
    scope.tables = rule.tables.get();
    return scope;
}

TemplateScope scope_of(const CollectionRule& rule, const Facets& facets) { return scope_of(rule, lookup_in(facets)); }

TemplateScope scope_of_catalog(const Config& config) {
    TemplateScope scope([](std::string_view) { return std::nullopt; });
    scope.tables = config.tables.get();
    return scope;
}

}  // namespace cairn

#include "builder/stac/extensions/scientific.hpp"

namespace cairn::extensions {

void add_scientific(json::Value& object, const Description& description) {
    if (!description.doi.empty()) json::set(object, "sci:doi", description.doi);
    if (!description.citation.empty()) json::set(object, "sci:citation", description.citation);
    if (description.publications.empty()) return;
    json::Value publications = json::array();
    for (const Publication& publication : description.publications) {
        json::Value value = json::object();
        if (!publication.doi.empty()) json::set(value, "doi", publication.doi);
        if (!publication.citation.empty()) json::set(value, "citation", publication.citation);
        json::push(publications, std::move(value));
    }
    json::set(object, "sci:publications", std::move(publications));
}

}  // namespace cairn::extensions

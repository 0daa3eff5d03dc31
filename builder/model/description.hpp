// What a file says of itself in words, as far as all files of a dataset can share it.
#pragma once

#include <string>
#include <vector>

namespace cairn {

/// Who made, processes or hosts data: a STAC Provider.
struct Provider {
    std::string name;
    std::string description;
    std::vector<std::string> roles;
    std::string url;
    bool operator==(const Provider&) const = default;
};

/// A text that tells of the data: a DOI without a resolver, a reference as people write it; at least one of them.
struct Publication {
    std::string doi;
    std::string citation;
    bool operator==(const Publication&) const = default;
};

/// Texts are prose (wording/prose.hpp); what a file does not say is empty. Lists are sorted, so that what several files
/// agree on does not depend on their order. Shared: the files of one dataset mostly have the same (model/interner.hpp).
struct Description {
    std::string title;
    std::string summary;                ///< more than the title says
    std::vector<std::string> keywords;  ///< also the names by which archives sort data: model, experiment, frequency
    std::string license;                ///< SPDX identifier
    std::vector<Provider> providers;
    std::string doi;       ///< of the data
    std::string citation;  ///< how to cite the data
    std::vector<Publication> publications;
    bool operator==(const Description&) const = default;
};

/// Puts the lists in order, each of their elements once.
void sort_lists(Description& description);

/// What both say: equal texts, and what is in both lists.
Description common(const Description& a, const Description& b);

}  // namespace cairn

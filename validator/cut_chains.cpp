#include "validator/cut_chains.hpp"

namespace cairn::validate {

CutPages cut_pages(const Tree& tree) {
    CutPages cut;
    for (const Chain& chain : tree.chains().all()) {
        const Record& first = *chain.pages.front();
        const Record* before = tree.follow_rel(first, "prev");
        if (before == nullptr || before == &first || !is_page(*before) || before->link("next") != nullptr) continue;
        cut.emplace(before, &first);
    }
    return cut;
}

}  // namespace cairn::validate

#include "builder/interpret/testimony/weighing.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace cairn {

std::string list_of(const std::vector<Attribute>& attributes, std::initializer_list<const char*> names) {
    std::string present;
    for (const char* name : names) {
        if (find_attribute(attributes, name) != nullptr) present += (present.empty() ? "" : ", ") + std::string(name);
    }
    return present;
}

Problem disagreement(const std::string& what, const std::string& used, const std::string& used_text,
                     const std::string& others) {
    return {Stage::interpret,
            "interpret/disagreement",
            {},
            to_utf8(fmt::format("{}: {} {}, which is used; {}. Correct what is wrong, or the order of "
                                "`policies.trust`",
                                what, used, used_text, others)),
            Severity::warning,
            std::nullopt};
}

}  // namespace cairn

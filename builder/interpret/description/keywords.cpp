#include "builder/interpret/description/keywords.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string_view>

#include "builder/interpret/description/attribute_texts.hpp"
#include "builder/wording/case.hpp"
#include "builder/wording/headings.hpp"
#include "builder/wording/prose.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest_keyword = 80;
constexpr std::size_t k_most_keywords = 100;

void add(std::vector<std::string>& keywords, std::string keyword) {
    if (keyword.empty() || keyword.size() > k_longest_keyword || keywords.size() >= k_most_keywords) return;
    if (std::find(keywords.begin(), keywords.end(), keyword) == keywords.end()) keywords.push_back(std::move(keyword));
}

/// "DMSP > Defense Meteorological Satellite Program" -> "DMSP".
std::string first_of_path(std::string text) {
    if (const std::size_t at = text.find(" > "); at != std::string::npos) text.resize(at);
    return text;
}

}  // namespace

std::vector<std::string> read_keywords(const AttributeTexts& attributes) {
    constexpr std::size_t k_longest_read = 16U << 10;
    std::vector<std::string> keywords;
    const std::string list = attributes.first({"keywords"});
    const std::string_view text = std::string_view(list).substr(0, k_longest_read);
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(",;>\n", begin), text.size());
        add(keywords, without_shouting(with_spaces(prose(text.substr(begin, end - begin)))));
        begin = end + 1;
    }
    using Names = std::initializer_list<std::string_view>;
    for (const Names names :
         {Names{"mip_era", "project_id", "project"}, Names{"activity_id"}, Names{"institution_id", "institute_id"},
          Names{"source_id", "model_id"}, Names{"experiment_id"}, Names{"realm", "modeling_realm"}, Names{"frequency"},
          Names{"cordex_domain", "domain_id"}, Names{"driving_model_id", "driving_source_id"}, Names{"platform"},
          Names{"instrument", "sensor"}})
        add(keywords, first_of_path(prose(attributes.first(names))));
    return keywords;
}

}  // namespace cairn

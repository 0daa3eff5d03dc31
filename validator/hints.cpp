#include "validator/hints.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/json/parse.hpp"
#include "validator/describe.hpp"
#include "validator/instants.hpp"

namespace cairn::validate {

namespace {

constexpr std::size_t k_longest_text = 100;

std::string did_you_mean(const std::string& what) { return "; did you mean " + what + "?"; }

bool looks_like_date(std::string_view text) {
    if (text.size() != 10) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 4 || i == 7;
        if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    }
    return true;
}

/// What a value becomes when quotation marks or brackets are added or taken away.
std::vector<json::Value> spelt_otherwise(const json::Value& found) {
    std::vector<json::Value> others;
    if (found.IsString() && found.GetStringLength() <= k_longest_text) {
        auto parsed = json::parse(json::view(found));
        auto* value = std::get_if<json::Value>(&parsed);
        if (value != nullptr && (value->IsNumber() || value->IsBool())) others.push_back(std::move(*value));
    }
    if (found.IsNumber()) others.push_back(json::string(excerpt(found)));
    if (found.IsString() || found.IsObject()) {
        others.push_back(json::array());
        json::push(others.back(), json::clone(found));
    }
    return others;
}

}  // namespace

std::string hint_of_format(std::string_view text, std::string_view format) {
    if ((format != "date-time" && format != "date") || text.size() > k_longest_text) return {};
    const std::string_view date = text.substr(0, 10);
    if (looks_like_date(date) && !is_full_date(date)) return "; there is no day " + std::string(date);
    if (format == "date") return {};
    for (const std::string_view end : {"Z", "T00:00:00Z"}) {
        const std::string whole = std::string(text).append(end);
        if (parse_instant(whole)) return did_you_mean(in_quotes(whole));
    }
    return {};
}

std::string hint_of_type(const json::Value& found, const Fits& fits) {
    const std::vector<json::Value> others = spelt_otherwise(found);
    const auto fitting = std::find_if(others.begin(), others.end(), fits);
    return fitting == others.end() ? std::string() : did_you_mean(excerpt(*fitting));
}

}  // namespace cairn::validate

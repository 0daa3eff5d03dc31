#include "builder/browse/html.hpp"

namespace cairn::browse {

std::string script_safe(std::string json) {
    std::string result;
    for (const char c : json) {
        if (c == '<')
            result += "\\u003c";
        else if (c == '>')
            result += "\\u003e";
        else if (c == '&')
            result += "\\u0026";
        else
            result += c;
    }
    return result;
}

std::string filled(std::string_view page, const std::map<std::string, std::string, std::less<>>& values) {
    std::string result;
    while (true) {
        const std::size_t begin = page.find('@');
        const std::size_t end = begin == std::string_view::npos ? begin : page.find('@', begin + 1);
        if (end == std::string_view::npos) return result.append(page);
        const auto value = values.find(page.substr(begin + 1, end - begin - 1));
        result.append(page.substr(0, begin));
        if (value == values.end()) {
            result += '@';
            page.remove_prefix(begin + 1);
            continue;
        }
        result += value->second;
        page.remove_prefix(end + 1);
    }
}

}  // namespace cairn::browse

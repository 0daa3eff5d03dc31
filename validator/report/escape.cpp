#include "validator/report/escape.hpp"

#include "validator/clean_text.hpp"

namespace cairn::validate {

std::string for_markup(std::string_view text) {
    std::string result;
    for (const char c : for_terminal(text)) {
        switch (c) {
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '&':
                result += "&amp;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\'':
                result += "&#39;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

}  // namespace cairn::validate

#include "validator/formats.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "validator/addresses.hpp"
#include "validator/instants.hpp"
#include "validator/patterns.hpp"

namespace cairn::validate {

namespace {

bool is_json_pointer(std::string_view text) {
    if (text.empty()) return true;
    if (text.front() != '/') return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1'))) return false;
    }
    return true;
}

bool is_relative_json_pointer(std::string_view text) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    if (end == 0 || (end > 1 && text.front() == '0')) return false;
    const std::string_view rest = text.substr(end);
    return rest == "#" || is_json_pointer(rest);
}

bool is_regex(std::string_view text) { return Pattern::is_usable(text); }

/// RFC 6570, 2: literals and expressions such as {x}, {?q,r*}, {name:3}.
bool is_uri_template(std::string_view text) {
    static const Pattern k_template = [] {
        const std::string escape = "%[0-9A-Fa-f]{2}";
        const std::string letter = "(?:[A-Za-z0-9_]|" + escape + ")";
        const std::string variable = letter + "(?:\\.?" + letter + R"()*(?::[1-9][0-9]{0,3}|\*)?)";
        const std::string expression = R"(\{[+#./;?&=,!@|]?)" + variable + "(?:," + variable + R"()*\})";
        return Pattern(R"(^(?:[^\x00-\x20"<>\\^`{|}%\x7f]|)" + escape + "|" + expression + ")*$");
    }();
    return k_template.matches(text);
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : std::isxdigit(static_cast<unsigned char>(text[i])) == 0) return false;
    }
    return true;
}

/// RFC 3339, appendix A: no unit is left out between two others ("P1Y2D"), though ajv-formats allows that.
bool is_duration(std::string_view text) {
    static const Pattern k_duration = [] {
        const auto units = [](const std::string& large, const std::string& middle, const std::string& small) {
            const std::string last = "[0-9]+" + small;
            const std::string two = "[0-9]+" + middle + "(?:" + last + ")?";
            return "(?:" + last + "|" + two + "|[0-9]+" + large + "(?:" + two + ")?)";
        };
        const std::string time = "T" + units("H", "M", "S");
        return Pattern("^P(?:" + units("Y", "M", "D") + "(?:" + time + ")?|" + time + "|[0-9]+W)$");
    }();
    return k_duration.matches(text);
}

bool is_date_time(std::string_view text) { return parse_instant(text).has_value(); }
bool is_uri(std::string_view text) { return is_absolute_uri(text, Letters::ascii); }
bool is_iri(std::string_view text) { return is_absolute_uri(text, Letters::unicode); }
bool is_uri_ref(std::string_view text) { return is_uri_reference(text, Letters::ascii); }
bool is_iri_ref(std::string_view text) { return is_uri_reference(text, Letters::unicode); }
bool is_ascii_email(std::string_view text) { return is_email(text, Letters::ascii); }
bool is_idn_email(std::string_view text) { return is_email(text, Letters::unicode); }

struct Format {
    std::string_view name;
    FormatCheck check;
    std::string_view description;
};

constexpr std::array k_formats{
    Format{"date-time", is_date_time, "a date and time such as 2020-02-29T12:00:00Z (RFC 3339)"},
    Format{"date", is_full_date, "a date such as 2020-02-29"},
    Format{"time", is_full_time, "a time such as 12:00:00Z"},
    Format{"uri", is_uri, "an absolute URI such as https://example.org/a"},
    Format{"iri", is_iri, "an absolute IRI such as https://example.org/a"},
    Format{"uri-reference", is_uri_ref, "a URI or a relative reference"},
    Format{"iri-reference", is_iri_ref, "an IRI or a relative reference"},
    Format{"uri-template", is_uri_template, "a URI template such as https://example.org/{z}/{x}"},
    Format{"email", is_ascii_email, "an e-mail address"},
    Format{"idn-email", is_idn_email, "an e-mail address"},
    Format{"hostname", is_hostname, "a host name"},
    Format{"ipv4", is_ipv4, "an IPv4 address"},
    Format{"ipv6", is_ipv6, "an IPv6 address"},
    Format{"json-pointer", is_json_pointer, "a JSON pointer"},
    Format{"relative-json-pointer", is_relative_json_pointer, "a relative JSON pointer"},
    Format{"regex", is_regex, "a regular expression"},
    Format{"duration", is_duration, "a duration such as P1M or PT6H"},
    Format{"uuid", is_uuid, "a UUID"},
};

const Format* find_format(std::string_view name) {
    const auto* found =
        std::find_if(k_formats.begin(), k_formats.end(), [name](const Format& format) { return format.name == name; });
    return found == k_formats.end() ? nullptr : found;
}

}  // namespace

FormatCheck format_check(std::string_view name) {
    const Format* format = find_format(name);
    return format == nullptr ? nullptr : format->check;
}

bool has_format(std::string_view text, std::string_view name) {
    const FormatCheck check = format_check(name);
    return check == nullptr || check(text);
}

std::string_view describe_format(std::string_view name) {
    const Format* format = find_format(name);
    return format == nullptr ? name : format->description;
}

}  // namespace cairn::validate

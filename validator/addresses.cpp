#include "validator/addresses.hpp"

#include <algorithm>
#include <cctype>

#include "base/url.hpp"

namespace cairn::validate {

namespace {

constexpr std::string_view k_unreserved_marks = "-._~";
constexpr std::string_view k_sub_delims = "!$&'()*+,;=";

bool is_alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }
bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }
bool is_in(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// Unreserved characters, sub-delimiters, percent-escapes and `extra` only (RFC 3986, 2).
bool has_only_uri_characters(std::string_view text, std::string_view extra) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '%') {
            if (text.size() - i < 3 || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
            i += 2;
        } else if (!is_alnum(c) && !is_in(c, k_unreserved_marks) && !is_in(c, k_sub_delims) && !is_in(c, extra)) {
            return false;
        }
    }
    return true;
}

bool is_host(std::string_view host) {
    if (!host.empty() && host.front() == '[') {
        if (host.back() != ']') return false;
        const std::string_view literal = host.substr(1, host.size() - 2);
        const bool future = !literal.empty() && (literal.front() == 'v' || literal.front() == 'V');
        return future ? has_only_uri_characters(literal, ":") : is_ipv6(literal);
    }
    return has_only_uri_characters(host, "");
}

bool is_authority(std::string_view authority) {
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        if (!has_only_uri_characters(authority.substr(0, at), ":")) return false;
        authority = authority.substr(at + 1);
    }
    const std::size_t bracket = authority.rfind(']');
    const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const std::string_view port = colon == std::string_view::npos ? std::string_view{} : authority.substr(colon + 1);
    return port.find_first_not_of("0123456789") == std::string_view::npos && is_host(authority.substr(0, colon));
}

bool has_valid_parts(const Url& parts) {
    return (!parts.authority || is_authority(*parts.authority)) && has_only_uri_characters(parts.path, ":@/") &&
           (!parts.query || has_only_uri_characters(*parts.query, ":@/?")) &&
           (!parts.fragment || has_only_uri_characters(*parts.fragment, ":@/?"));
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; });
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), [](char c) { return is_alnum(c) || c == '-'; });
}

bool is_local_part(std::string_view local, Letters letters) {
    if (local.empty()) return false;
    if (local.size() > 1 && local.front() == '"' && local.back() == '"') return true;
    if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) return false;
    return std::all_of(local.begin(), local.end(), [letters](char c) {
        return is_alnum(c) || is_in(c, "!#$%&'*+-/=?^_`{|}~.") ||
               (static_cast<unsigned char>(c) > 127 && letters == Letters::unicode);
    });
}

int count_of(std::string_view text, char wanted) {
    return static_cast<int>(std::count(text.begin(), text.end(), wanted));
}

}  // namespace

bool is_absolute_uri(std::string_view text, Letters letters) {
    const Url parts = split_url(text);
    if (!parts.scheme || !(parts.authority || !parts.path.empty())) return false;
    return letters == Letters::unicode ? !has_control_character(text) : has_valid_parts(parts);
}

bool is_uri_reference(std::string_view text, Letters letters) {
    if (letters == Letters::unicode) return !has_control_character(text) && text.substr(0, 1) != "#";
    const Url parts = split_url(text);
    // Without a scheme, the first segment of a path must not have a colon (RFC 3986, 4.2).
    const std::string_view first = parts.path.substr(0, parts.path.find('/'));
    const bool ambiguous = !parts.scheme && !parts.authority && first.find(':') != std::string_view::npos;
    return !ambiguous && has_valid_parts(parts);
}

bool is_hostname(std::string_view text) {
    if (text.empty() || text.size() > 253) return false;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('.', begin), text.size());
        if (!is_label(text.substr(begin, end - begin))) return false;
        begin = end + 1;
    }
    return true;
}

bool is_email(std::string_view text, Letters letters) {
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || !is_local_part(text.substr(0, at), letters)) return false;
    const std::string_view domain = text.substr(at + 1);
    if (domain.size() > 2 && domain.front() == '[' && domain.back() == ']') {
        const std::string_view literal = domain.substr(1, domain.size() - 2);
        return literal.substr(0, 5) == "IPv6:" ? is_ipv6(literal.substr(5)) : is_ipv4(literal);
    }
    if (letters == Letters::ascii) return is_hostname(domain);
    return !domain.empty() && domain.find_first_of(" @") == std::string_view::npos;
}

bool is_ipv4(std::string_view text) {
    if (count_of(text, '.') != 3) return false;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('.', begin), text.size());
        const std::string_view part = text.substr(begin, end - begin);
        if (part.empty() || part.size() > 3 || part.find_first_not_of("0123456789") != std::string_view::npos)
            return false;
        if ((part.size() > 1 && part.front() == '0') || std::stoi(std::string(part)) > 255) return false;
        begin = end + 1;
    }
    return true;
}

bool is_ipv6(std::string_view text) {
    const std::size_t gap = text.find("::");
    if (gap != std::string_view::npos && text.find("::", gap + 1) != std::string_view::npos) return false;
    if (text.size() < 2 || (text.front() == ':' && gap != 0)) return false;
    if (text.back() == ':' && gap != text.size() - 2) return false;
    int groups = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(':', begin), text.size());
        const std::string_view group = text.substr(begin, end - begin);
        if (end == text.size() && group.find('.') != std::string_view::npos) {
            if (!is_ipv4(group)) return false;
            groups += 2;
        } else if (!group.empty()) {
            if (group.size() > 4 || !std::all_of(group.begin(), group.end(), is_hex)) return false;
            ++groups;
        }
        begin = end + 1;
    }
    return gap == std::string_view::npos ? groups == 8 : groups < 8;
}

}  // namespace cairn::validate

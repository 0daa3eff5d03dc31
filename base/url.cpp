#include "base/url.hpp"

#include <algorithm>

#include "base/letters.hpp"
#include "base/percent.hpp"

namespace cairn {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string with_path(Url url, std::string_view path) {
    url.path = path;
    return join_url(url);
}

std::string merged_path(const Url& base, std::string_view path) {
    if (base.authority && base.path.empty()) return std::string("/").append(path);
    const std::size_t slash = base.path.rfind('/');
    return std::string(slash == std::string_view::npos ? std::string_view{} : base.path.substr(0, slash + 1))
        .append(path);
}

}  // namespace

Url split_url(std::string_view reference) {
    Url parts;
    if (const std::size_t hash = reference.find('#'); hash != std::string_view::npos) {
        parts.fragment = reference.substr(hash + 1);
        reference = reference.substr(0, hash);
    }
    if (const std::size_t mark = reference.find('?'); mark != std::string_view::npos) {
        parts.query = reference.substr(mark + 1);
        reference = reference.substr(0, mark);
    }
    const std::size_t colon = reference.find(':');
    if (colon != std::string_view::npos && is_scheme(reference.substr(0, colon))) {
        parts.scheme = reference.substr(0, colon);
        reference = reference.substr(colon + 1);
    }
    if (reference.substr(0, 2) == "//") {
        const std::size_t end = std::min(reference.find('/', 2), reference.size());
        parts.authority = reference.substr(2, end - 2);
        reference = reference.substr(end);
    }
    parts.path = reference;
    return parts;
}

bool is_scheme(std::string_view text) {
    return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    });
}

std::string scheme_of(std::string_view reference) {
    return in_small_letters(split_url(reference).scheme.value_or(""));
}

bool has_scheme(std::string_view reference) { return split_url(reference).scheme.value_or("").size() > 1; }

std::string join_url(const Url& url) {
    std::string text;
    if (url.scheme) text.append(*url.scheme).append(":");
    if (url.authority) text.append("//").append(*url.authority);
    text.append(url.path);
    if (url.query) text.append("?").append(*url.query);
    if (url.fragment) text.append("#").append(*url.fragment);
    return text;
}

Authority split_authority(std::string_view authority) {
    Authority parts;
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        parts.user = authority.substr(0, at);
        authority.remove_prefix(at + 1);
    }
    const std::size_t bracket = authority.rfind(']');
    const std::size_t colon = authority.rfind(':');
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
        parts.port = authority.substr(colon + 1);
        authority = authority.substr(0, colon);
    }
    parts.host = authority;
    return parts;
}

std::string remove_dot_segments(std::string_view path) {
    std::string out;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/', 1), path.size());
        const std::string_view segment = path.substr(0, end);
        const std::string_view name = segment.front() == '/' ? segment.substr(1) : segment;
        const bool last = end == path.size();
        path = path.substr(end);
        if (name == "..") {
            const std::size_t slash = out.rfind('/');
            out.resize(slash == std::string::npos ? 0 : slash);
        }
        if (name != "." && name != "..") {
            out.append(segment);
        } else if (last) {
            out += '/';
        }
    }
    return out;
}

std::string resolve_url(std::string_view base_text, std::string_view reference) {
    Url target = split_url(reference);
    const Url base = split_url(base_text);
    if (target.scheme || base_text.empty()) return std::string(reference);
    target.scheme = base.scheme;
    if (target.authority) return with_path(target, remove_dot_segments(target.path));
    target.authority = base.authority;
    if (target.path.empty()) {
        if (!target.query) target.query = base.query;
        return with_path(target, base.path);
    }
    if (target.path.front() == '/') return with_path(target, remove_dot_segments(target.path));
    return with_path(target, remove_dot_segments(merged_path(base, target.path)));
}

namespace {

bool is_unreserved(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || std::string_view("-._~").find(c) != std::string_view::npos;
}

/// Escapes of unreserved characters undone, all others in capitals.
std::string normal_escapes(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' ? percent_decode(text.substr(i, 3)) : std::nullopt;
        if (!byte || byte->size() != 1) {
            result += text[i];
            continue;
        }
        if (is_unreserved(byte->front())) {
            result += byte->front();
        } else {
            append_percent_encoded(result, byte->front());
        }
        i += 2;
    }
    return result;
}

bool is_default_port(std::string_view scheme, std::string_view port) {
    return port.empty() || (scheme == "https" && port == "443") || (scheme == "http" && port == "80");
}

}  // namespace

std::string normal_url(std::string_view text) {
    Url url = split_url(text);
    if (!url.scheme) return std::string(text);
    const std::string scheme = in_small_letters(*url.scheme);
    url.scheme = scheme;
    std::string authority;
    if (url.authority) {
        const Authority parts = split_authority(*url.authority);
        if (parts.user) authority.append(*parts.user).append("@");
        authority += in_small_letters(parts.host);
        if (parts.port && !is_default_port(scheme, *parts.port)) authority.append(":").append(*parts.port);
        url.authority = authority;
    }
    const std::string path = remove_dot_segments(normal_escapes(url.path));
    url.path = url.authority && path.empty() ? std::string_view("/") : std::string_view(path);
    return join_url(url);
}

std::string_view without_fragment(std::string_view url) { return url.substr(0, url.find('#')); }

std::string_view fragment_of(std::string_view url) {
    const std::size_t hash = url.find('#');
    return hash == std::string_view::npos ? std::string_view{} : url.substr(hash + 1);
}

}  // namespace cairn

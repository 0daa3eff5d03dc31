#include "validator/url.hpp"

#include <cctype>

namespace cairn::validate {

namespace {

bool is_scheme(std::string_view text) {
    if (text.empty() || std::isalpha(static_cast<unsigned char>(text.front())) == 0) return false;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '+' && c != '-' && c != '.') return false;
    }
    return true;
}

std::string join(const UrlParts& parts, std::string_view path) {
    std::string url;
    if (parts.scheme) url.append(*parts.scheme).append(":");
    if (parts.authority) url.append("//").append(*parts.authority);
    url.append(path);
    if (parts.query) url.append("?").append(*parts.query);
    if (parts.fragment) url.append("#").append(*parts.fragment);
    return url;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string merged_path(const UrlParts& base, std::string_view path) {
    if (base.authority && base.path.empty()) return std::string("/").append(path);
    const std::size_t slash = base.path.rfind('/');
    return std::string(slash == std::string_view::npos ? std::string_view{} : base.path.substr(0, slash + 1))
        .append(path);
}

}  // namespace

UrlParts split_url(std::string_view reference) {
    UrlParts parts;
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
    UrlParts target = split_url(reference);
    const UrlParts base = split_url(base_text);
    if (target.scheme || base_text.empty()) return std::string(reference);
    target.scheme = base.scheme;
    if (target.authority) return join(target, remove_dot_segments(target.path));
    target.authority = base.authority;
    if (target.path.empty()) {
        if (!target.query) target.query = base.query;
        return join(target, base.path);
    }
    if (target.path.front() == '/') return join(target, remove_dot_segments(target.path));
    return join(target, remove_dot_segments(merged_path(base, target.path)));
}

std::string_view without_fragment(std::string_view url) { return url.substr(0, url.find('#')); }

std::string_view fragment_of(std::string_view url) {
    const std::size_t hash = url.find('#');
    return hash == std::string_view::npos ? std::string_view{} : url.substr(hash + 1);
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (text.size() - i < 3) return std::nullopt;
        const int high = hex_digit(text[i + 1]);
        const int low = hex_digit(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

}  // namespace cairn::validate

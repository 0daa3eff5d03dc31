#include "base/secrets.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/letters.hpp"
#include "base/percent.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_end_of_path = "?#";
constexpr int k_most_decodings = 3;  ///< of a URL in a URL in a URL

/// In lower case and without '-', '_' and '.'. What has a plain meaning for data as well (pass, sid, code, user) is not
/// among them.
constexpr std::array<std::string_view, 25> k_secret_names{"awsaccesskeyid",
                                                          "googleaccessid",
                                                          "ossaccesskeyid",
                                                          "keypairid",
                                                          "accesskeyid",
                                                          "sig",
                                                          "key",
                                                          "qak",
                                                          "hdnts",
                                                          "hdnea",
                                                          "hdntl",
                                                          "passwd",
                                                          "passphrase",
                                                          "pwd",
                                                          "auth",
                                                          "authkey",
                                                          "oauth",
                                                          "authorization",
                                                          "bearer",
                                                          "jwt",
                                                          "credentials",
                                                          "session",
                                                          "sessionid",
                                                          "jsessionid",
                                                          "phpsessid"};

/// "access_token", "X-Amz-Security-Token", "client_secret", "ocp-apim-subscription-key", "private_key".
constexpr std::array<std::string_view, 10> k_secret_endings{"token",     "password",  "secret",     "signature",
                                                            "apikey",    "accesskey", "credential", "subscriptionkey",
                                                            "secretkey", "privatekey"};

constexpr std::array<std::string_view, 4> k_secret_beginnings{"xamz", "xgoog", "xoss", "xcos"};

/// What stands beside a signature and says what it is good for; alone they are names of anything.
constexpr std::array<std::string_view, 31> k_signed_names{
    "expires", "expiry", "policy", "keyname", "sv",    "se",    "sp",   "st",   "sr",  "ss",  "srt",
    "spr",     "sip",    "si",     "sdd",     "skoid", "sktid", "skt",  "ske",  "sks", "skv", "saoid",
    "suoid",   "scid",   "ses",    "sduoid",  "rscc",  "rscd",  "rsce", "rscl", "rsct"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// The name alone, small letters without signs: "X-Amz-Signature=..." gives "xamzsignature".
std::string plain_name(std::string_view parameter) {
    std::string name;
    for (const char c : percent_decode_leniently(parameter.substr(0, parameter.find('='))))
        if (is_alphanumeric(c)) name += c;
    return in_small_letters(name);
}

bool is_secret_name(std::string_view name) {
    const auto begins = [name](std::string_view beginning) { return name.starts_with(beginning); };
    const auto ends = [name](std::string_view ending) { return name.ends_with(ending); };
    return is_one_of(name, k_secret_names) ||
           std::any_of(k_secret_beginnings.begin(), k_secret_beginnings.end(), begins) ||
           std::any_of(k_secret_endings.begin(), k_secret_endings.end(), ends);
}

/// One parameter, or a part of the path, with the delimiter before it.
struct Part {
    char delimiter = 0;  ///< 0: the text begins with it
    std::string_view text;
    bool is_parameter = false;
    std::string name = {};
    bool is_dropped = false;
};

/// Whose value is a signature of other parameters, or who signed them.
bool is_of_signature(std::string_view name) {
    return name == "sig" || name.ends_with("signature") || name == "keypairid" || name.ends_with("accesskeyid") ||
           name == "googleaccessid";
}

std::vector<Part> parts_of(std::string_view url) {
    std::vector<Part> parts;
    const std::size_t path_end = std::min(url.find_first_of(k_end_of_path), url.size());
    char delimiter = 0;
    for (std::size_t begin = 0; begin <= url.size();) {
        const std::string_view delimiters = begin <= path_end ? "?#;/" : "?#;&";
        const std::size_t end = std::min(url.find_first_of(delimiters, begin), url.size());
        Part part{delimiter, url.substr(begin, end - begin), delimiter != 0 && delimiter != '/'};
        if (part.is_parameter && part.text.find('=') != std::string_view::npos) part.name = plain_name(part.text);
        parts.push_back(std::move(part));
        delimiter = end < url.size() ? url[end] : '\0';
        begin = end + 1;
    }
    return parts;
}

/// What is left is joined again; what comes first in a query or fragment gets its delimiter.
std::string joined(const std::vector<Part>& parts) {
    std::string text;
    char opening = 0;  // '?' or '#' of a part that was dropped
    for (const Part& part : parts) {
        const bool opens = part.delimiter == '?' || part.delimiter == '#';
        if (part.delimiter == '/') opening = 0;
        if (part.is_dropped) {
            if (opens) opening = part.delimiter;
            continue;
        }
        const bool takes_opening = opening != 0 && !opens;
        if (part.delimiter != 0) text += takes_opening ? opening : part.delimiter;
        opening = 0;
        text += part.text;
    }
    return text;
}

std::optional<std::string> without_parameters(std::string_view url) {
    if (url.find_first_of("?#;") == std::string_view::npos) return std::nullopt;
    std::vector<Part> parts = parts_of(url);
    bool has_secret = false;
    bool is_signed = false;
    bool follows_dropped = false;
    for (Part& part : parts) {
        // "?token=a;b": what has no name goes on where the value before it was cut.
        const bool goes_on = follows_dropped && part.is_parameter && part.name.empty();
        part.is_dropped = goes_on || is_secret_name(part.name);
        follows_dropped = part.is_dropped;
        has_secret = has_secret || part.is_dropped;
        is_signed = is_signed || is_of_signature(part.name);
    }
    if (!has_secret) return std::nullopt;
    for (Part& part : parts) part.is_dropped = part.is_dropped || (is_signed && is_one_of(part.name, k_signed_names));
    return joined(parts);
}

bool is_scheme_character(char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; }

/// A container stands before the '@' of these.
bool is_of_azure(std::string_view scheme) {
    return scheme == "abfs" || scheme == "abfss" || scheme == "wasb" || scheme == "wasbs";
}

/// "https://user:12/34@host/x" against "https://host.org:8080/a@b.nc": what stands before the colon is no host that
/// others could reach, and what follows the '@' has a path of its own. A host of one word ("http://minio:9000/a@b/c")
/// is taken for a user: a link that is broken, and said, does less harm than a password that everybody reads.
bool is_late_user(std::string_view name, std::string_view from_at) {
    return name.find('.') == std::string_view::npos && name != "localhost" &&
           from_at.find('/') != std::string_view::npos;
}

/// Where the user information of an authority that begins at `begin` ends: behind its '@'; npos: there is none.
std::size_t end_of_user(std::string_view url, std::size_t begin, std::string_view scheme) {
    const std::size_t end = std::min(url.find_first_of("/?#", begin), url.size());
    std::string_view authority = url.substr(begin, end - begin);
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) {
        const bool is_container = is_of_azure(scheme) && authority.substr(0, at).find(':') == std::string_view::npos;
        return is_container ? std::string_view::npos : begin + at + 1;
    }
    // "https://user:pa/ss@host": what follows the colon is no port, so it may be a password with a delimiter in it.
    const std::size_t colon = authority.rfind(':');
    if (colon == std::string_view::npos || authority.find(']') != std::string_view::npos) return std::string_view::npos;
    const std::string_view port = authority.substr(colon + 1);
    const bool is_port = port.find_first_not_of("0123456789") == std::string_view::npos;
    const std::size_t late = url.rfind('@');
    if (late == std::string_view::npos || late < begin) return std::string_view::npos;
    return is_port && !is_late_user(authority.substr(0, colon), url.substr(late)) ? std::string_view::npos : late + 1;
}

/// Where the scheme before a ':' begins.
std::size_t begin_of_scheme(std::string_view url, std::size_t colon) {
    std::size_t begin = colon;
    while (begin > 0 && is_scheme_character(url[begin - 1])) --begin;
    return begin;
}

std::optional<std::string> without_users(std::string_view url, UrlText kind) {
    if (url.find('@') == std::string_view::npos) return std::nullopt;
    std::string text(url);
    bool has_changed = false;
    const auto drop = [&](std::size_t begin, std::string_view scheme) {
        const std::size_t end = end_of_user(text, begin, scheme);
        if (end == std::string::npos) return;
        text.erase(begin, end - begin);
        has_changed = true;
    };
    if (kind == UrlText::whole) {
        const std::size_t first = std::min(text.find_first_of("/?#"), text.size());
        const std::size_t at = text.rfind('@', first);
        const std::size_t colon = text.find(':');
        if (text.starts_with("//")) {
            drop(2, {});
        } else if (at != std::string::npos && colon < at) {  // "user:password@host/path"
            text.erase(0, at + 1);
            has_changed = true;
        }
    }
    for (std::size_t colon = text.find(":/"); colon != std::string::npos; colon = text.find(":/", colon + 1)) {
        const std::size_t scheme = begin_of_scheme(text, colon);
        const std::size_t begin = text.find_first_not_of('/', colon + 1);
        if (scheme == colon || begin == std::string::npos) continue;
        const std::string name = in_small_letters(text.substr(scheme, colon - scheme));
        // Three slashes, or one, and there is no authority: "file:/a@b/c.nc". Of other schemes one is a slip.
        if ((name == "file" || name == "local") && begin != colon + 3) continue;
        drop(begin, name);
    }
    if (!has_changed) return std::nullopt;
    return text;
}

std::optional<std::string> without_spelled_secrets(std::string_view url, UrlText kind) {
    auto users = without_users(url, kind);
    auto parameters = without_parameters(users ? std::string_view(*users) : url);
    return parameters ? parameters : users;
}

/// A URL as it is spelled, and then what its percent-encoding hides.
std::optional<std::string> without_secrets_of_url(std::string_view url, UrlText kind) {
    std::optional<std::string> result = without_spelled_secrets(url, kind);
    std::string hidden(result ? *result : std::string(url));
    for (int i = 0; i < k_most_decodings && hidden.find('%') != std::string::npos; ++i) {
        hidden = percent_decode_leniently(hidden);
        if (auto revealed = without_spelled_secrets(hidden, kind)) {
            hidden = *revealed;
            result = std::move(revealed);
        }
    }
    return result;
}

/// A set of characters. Every name and text of every file is asked for some: `find_first_of` would call memchr for each
/// of its characters.
class Signs {
  public:
    constexpr explicit Signs(std::string_view signs) {
        for (const char c : signs) m_has[static_cast<unsigned char>(c)] = true;
    }
    bool any_in(std::string_view text) const {
        return std::any_of(text.begin(), text.end(), [&](char c) { return m_has[static_cast<unsigned char>(c)]; });
    }

  private:
    std::array<bool, 256> m_has{};
};

/// No URL has a secret without one of the first, no path without one of the second.
constexpr Signs k_of_urls{"@?#;%"};
constexpr Signs k_of_paths{"@?#;%="};

bool ends_url(char c) {
    constexpr std::string_view k_never = "\"'<>`";
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || k_never.find(c) != std::string_view::npos;
}

}  // namespace

std::optional<std::string> without_secrets(std::string_view text, UrlText kind) {
    const std::size_t first = kind == UrlText::within ? text.find(":/") : 0;
    if (first == std::string_view::npos || !k_of_urls.any_in(text)) return std::nullopt;
    if (kind == UrlText::whole) return without_secrets_of_url(text, kind);
    std::string result;
    std::size_t done = 0;
    for (std::size_t colon = first; colon != std::string_view::npos; colon = text.find(":/", colon)) {
        const std::size_t begin = std::max(begin_of_scheme(text, colon), done);
        std::size_t end = colon;
        while (end < text.size() && !ends_url(text[end])) ++end;
        if (auto clean = without_secrets_of_url(text.substr(begin, end - begin), kind); clean && begin < colon) {
            result.append(text.substr(done, begin - done)).append(*clean);
            done = end;
        }
        colon = end;
    }
    if (done == 0) return std::nullopt;
    return result.append(text.substr(done));
}

namespace {

/// Says it of parameters without a '?', too: folders of partitions are called "key=5" and "session=3" as well.
bool is_surely_secret(std::string_view parameters) {
    for (std::size_t begin = 0; begin <= parameters.size();) {
        const std::size_t end = std::min(parameters.find('&', begin), parameters.size());
        const std::string_view parameter = parameters.substr(begin, end - begin);
        const std::string name = plain_name(parameter);
        const bool has_value = parameter.find('=') != std::string_view::npos;
        if (has_value && is_secret_name(name) && !is_one_of(std::string_view(name), k_secret_names)) return true;
        begin = end + 1;
    }
    return false;
}

}  // namespace

std::optional<std::string> without_secrets_in_path(std::string_view path) {
    if (!k_of_paths.any_in(path)) return std::nullopt;
    std::string result;
    bool has_changed = false;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view part = path.substr(begin, end - begin);
        auto clean = without_secrets(part, UrlText::whole);
        // A query that has lost its '?', which not every file system and no name of a variable may have.
        if (!clean && is_surely_secret(part)) {
            clean = without_secrets("?" + std::string(part), UrlText::whole);
            if (clean && clean->starts_with('?')) clean->erase(0, 1);
        }
        has_changed = has_changed || clean;
        if (begin > 0) result += '/';
        result += clean ? *clean : part;
        begin = end + 1;
    }
    if (auto whole = without_secrets(result, UrlText::within)) return whole;
    if (!has_changed) return std::nullopt;
    return result;
}

std::string discreet(std::string message) {
    auto clean = without_secrets(message, UrlText::within);
    return clean ? *std::move(clean) : std::move(message);
}

}  // namespace cairn

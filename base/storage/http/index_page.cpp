#include "base/storage/http/index_page.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "base/letters.hpp"
#include "base/percent.hpp"
#include "base/storage/listed_time.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

/// The place of `wanted`, which is in small letters, whatever the letters of the page are.
std::size_t find_any_case(std::string_view text, std::string_view wanted, std::size_t from = 0) {
    const auto at = std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(),
                                wanted.begin(), wanted.end(), [](char a, char b) { return small_letter(a) == b; });
    return at == text.end() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

std::string without_entities(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 7> k_entities{{{"&amp;", '&'},
                                                                           {"&lt;", '<'},
                                                                           {"&gt;", '>'},
                                                                           {"&quot;", '"'},
                                                                           {"&#39;", '\''},
                                                                           {"&#x27;", '\''},
                                                                           {"&#34;", '"'}}};
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const auto entity = std::find_if(k_entities.begin(), k_entities.end(),
                                         [&](const auto& one) { return text.substr(at).starts_with(one.first); });
        plain += entity == k_entities.end() ? text[at] : entity->second;
        at += entity == k_entities.end() ? 1 : entity->first.size();
    }
    return plain;
}

std::string without_tags(std::string_view html) {
    std::string text;
    bool is_tag = false;
    for (const char c : html) {
        if (c == '<') is_tag = true;
        text += is_tag || c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
        if (c == '>') is_tag = false;
    }
    return text;
}

/// The value of href of the tag that begins at `html`.
std::optional<std::string> href_of(std::string_view tag) {
    const std::size_t at = find_any_case(tag, "href");
    if (at == std::string_view::npos) return std::nullopt;
    std::string_view rest = tag.substr(at + 4);
    const std::size_t value = rest.find_first_not_of(" =\t\n");
    if (value == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(value);
    const bool is_quoted = rest.front() == '"' || rest.front() == '\'';
    const std::size_t end =
        is_quoted ? rest.find(rest.front(), 1) : std::min(rest.find_first_of(" >\t\n"), rest.size());
    if (end == std::string_view::npos) return std::nullopt;
    return without_entities(rest.substr(is_quoted ? 1 : 0, end - (is_quoted ? 1 : 0)));
}

/// What a link leads to, when that is directly below the page.
std::optional<FolderMember> member_of(const std::string& href, const std::string& url) {
    if (href.find_first_of("?#") != std::string::npos) return std::nullopt;  // orders of the list
    const std::string target = resolve_url(url, href);
    if (!target.starts_with(url)) return std::nullopt;
    std::string_view name = std::string_view(target).substr(url.size());
    FolderMember member;
    member.is_folder = name.ends_with('/');
    if (member.is_folder) name.remove_suffix(1);
    auto decoded = percent_decode(name);
    if (!decoded || name.find('/') != std::string_view::npos) return std::nullopt;
    member.name = *std::move(decoded);
    const bool is_name = is_storage_key(member.name) && member.name.find('/') == std::string::npos;
    return is_name ? std::optional(std::move(member)) : std::nullopt;
}

/// What stands behind a link: "29-Nov-2026 20:06    12345".
ObjectStat stat_behind_link(std::string_view html) {
    ObjectStat stat;
    const std::string text = without_tags(html.substr(0, 2000));
    std::string_view rest = text;
    bool has_time = false;
    while (!rest.empty() && !has_time) {
        has_time = take_listed_time(rest, stat);
        if (!has_time) rest.remove_prefix(1);
    }
    if (!has_time) return stat;
    const std::size_t begin = rest.find_first_not_of(' ');
    if (begin == std::string_view::npos) return stat;
    rest.remove_prefix(begin);
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), size);
    const bool is_whole = end == rest.data() + rest.size() || *end == ' ';
    if (error == std::errc{} && is_whole) stat.size_bytes = size;
    return stat;
}

}  // namespace

std::vector<FolderMember> members_of_index_page(std::string_view html, const std::string& url) {
    std::vector<FolderMember> members;
    std::size_t at = find_any_case(html, "<a ");
    while (at != std::string_view::npos) {
        const std::size_t close = std::min(html.find('>', at), html.size());
        const std::size_t next = find_any_case(html, "<a ", close);
        const std::size_t limit = std::min(next, html.size());
        const std::size_t end = find_any_case(html.substr(0, limit), "</a", close);  // not behind the next link
        const auto href = href_of(html.substr(at, close - at));
        auto member = href ? member_of(*href, url) : std::nullopt;
        if (member) {
            if (!member->is_folder && end < limit) member->stat = stat_behind_link(html.substr(end, limit - end));
            members.push_back(*std::move(member));
        }
        at = next;
    }
    std::ranges::stable_sort(members, {}, &FolderMember::name);
    const auto [first, last] = std::ranges::unique(members, {}, &FolderMember::name);
    members.erase(first, last);
    return members;
}

bool is_titled_index_page(std::string_view html) {
    const std::size_t begin = find_any_case(html, "<title>");
    if (begin == std::string_view::npos) return false;
    const std::string_view title = html.substr(begin, find_any_case(html, "</title", begin) - begin);
    return find_any_case(title, "index of") != std::string_view::npos ||
           find_any_case(title, "directory listing") != std::string_view::npos;
}

}  // namespace cairn

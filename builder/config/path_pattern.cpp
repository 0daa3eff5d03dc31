#include "builder/config/path_pattern.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "builder/config/expression.hpp"
#include "builder/config/template.hpp"

namespace cairn {

namespace {

std::vector<std::string_view> components_of(std::string_view path) {
    std::vector<std::string_view> components;
    for (std::size_t begin = 0;;) {
        const std::size_t end = path.find('/', begin);
        components.push_back(path.substr(begin, end - begin));
        if (end == std::string_view::npos) return components;
        begin = end + 1;
    }
}

std::string folders(std::size_t count) { return fmt::format("{} folder{}", count, count == 1 ? "" : "s"); }

RE2::Options quiet() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_dot_nl(true);
    return options;
}

}  // namespace

PathPattern::PathPattern(PathPattern&&) noexcept = default;
PathPattern& PathPattern::operator=(PathPattern&&) noexcept = default;
PathPattern::~PathPattern() = default;

std::variant<std::vector<PathPattern::Piece>, std::string> PathPattern::split(std::string_view text) {
    std::vector<Piece> pieces;
    const auto add_literal = [&](char c) {
        if (pieces.empty() || pieces.back().kind != Piece::Kind::literal) pieces.push_back({Piece::Kind::literal, {}});
        pieces.back().text += c;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool at_start = i == 0 || text[i - 1] == '/';
        if (at_start && (text.substr(i) == "..." || text.substr(i, 4) == ".../")) {
            pieces.push_back({Piece::Kind::folders, {}});
            i += 3;  // the slash belongs to the folders
        } else if (text[i] == '*') {
            pieces.push_back({Piece::Kind::within, {}});
        } else if (text[i] != '{' && text[i] != '}') {
            add_literal(text[i]);
        } else if (text.substr(i, 2) == "{{" || text.substr(i, 2) == "}}") {
            add_literal(text[i++]);
        } else {
            const std::size_t close = text.find('}', i);
            if (const std::size_t call = text.substr(i, close - i).find_first_of("('"); call != std::string_view::npos)
                return "'" + std::string(text.substr(i, close - i)) +
                       "}': a path pattern takes names alone, no functions";
            auto parsed = Template::parse(text.substr(i, close == std::string_view::npos ? close : close - i + 1));
            if (const auto* error = std::get_if<TemplateError>(&parsed)) return error->message;
            const Template::Placeholder placeholder = std::get<Template>(parsed).placeholders().front();
            if (placeholder.fallback)
                return "'{" + placeholder.term.text + "|...}': a path pattern takes no default values";
            pieces.push_back({Piece::Kind::name, placeholder.term.text});
            i = close;
        }
    }
    return pieces;
}

std::string PathPattern::to_regex(const std::vector<Piece>& pieces, const Facets& fixed,
                                  std::vector<std::string>& groups) {
    std::string regex;
    for (const Piece& piece : pieces) {
        const bool is_last = &piece == &pieces.back();
        switch (piece.kind) {
            case Piece::Kind::literal:
                regex += RE2::QuoteMeta(piece.text);
                break;
            case Piece::Kind::within:
                regex += "[^/]*?";
                break;
            case Piece::Kind::folders:
                regex += is_last ? ".+" : "(?:[^/]+/)*?";
                break;
            case Piece::Kind::name:
                if (const auto known = fixed.find(piece.text); known != fixed.end()) {
                    regex += "(" + RE2::QuoteMeta(known->second) + ")";
                } else {
                    regex += "([^/]+?)";
                }
                groups.push_back(piece.text);
        }
    }
    return regex;
}

std::variant<PathPattern, std::string> PathPattern::compile(std::string_view text) {
    if (text.empty()) return "the path pattern is empty";
    if (text.front() == '/') return "a path pattern begins below the archive's root: remove the '/' in front";
    if (text.size() > k_longest_pattern)
        return fmt::format("the path pattern has {} bytes, allowed: {}", text.size(), k_longest_pattern);
    auto pieces = split(text);
    if (auto* message = std::get_if<std::string>(&pieces)) return std::move(*message);
    PathPattern result;
    result.m_text = text;
    result.m_pieces = std::get<std::vector<Piece>>(std::move(pieces));
    result.m_regex = std::make_unique<RE2>(to_regex(result.m_pieces, {}, result.m_groups), quiet());
    if (!result.m_regex->ok()) return "the path pattern cannot be compiled: " + result.m_regex->error();
    if (result.m_groups.size() > k_most_groups)
        return fmt::format("the path pattern has {} names, allowed: {}", result.m_groups.size(), k_most_groups);
    for (const std::string& name : result.m_groups) {
        if (std::find(result.m_names.begin(), result.m_names.end(), name) == result.m_names.end()) {
            result.m_names.push_back(name);
        }
    }
    return result;
}

std::optional<Facets> PathPattern::match_with(const RE2& regex, const std::vector<std::string>& groups,
                                              std::string_view path, std::vector<Facets>* contradictions) const {
    std::vector<re2::StringPiece> found(groups.size() + 1);
    const re2::StringPiece subject(path.data(), path.size());
    if (!regex.Match(subject, 0, subject.size(), RE2::ANCHOR_BOTH, found.data(), static_cast<int>(found.size()))) {
        return std::nullopt;
    }
    Facets values;
    bool agree = true;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        std::string value(found[i + 1].data(), found[i + 1].size());
        const auto [known, is_new] = values.emplace(groups[i], value);
        if (is_new || known->second == value) continue;
        agree = false;
        if (contradictions != nullptr) {
            contradictions->push_back({{groups[i], known->second}});
            contradictions->push_back({{groups[i], std::move(value)}});
        }
    }
    if (!agree) return std::nullopt;
    return values;
}

// RE2 has no back references. Where a repeated name got different texts ("{var}/{var}_*.nc" on
// "sea_ice/sea_ice_2000.nc" gives "sea_ice" and "sea"), each of them is tried as a literal: the occurrence that fills a
// whole component has the right one.
std::optional<Facets> PathPattern::match(std::string_view relative_path) const {
    std::vector<Facets> contradictions;
    auto values = match_with(*m_regex, m_groups, relative_path, &contradictions);
    if (values || contradictions.empty()) return values;
    std::vector<Facets> choices = std::move(contradictions);
    for (std::size_t round = 0; round < m_names.size() && !choices.empty(); ++round) {
        std::vector<Facets> next;
        for (const Facets& fixed : choices) {
            std::vector<std::string> groups;
            const RE2 regex(to_regex(m_pieces, fixed, groups), quiet());
            std::vector<Facets> open;
            if (auto result = match_with(regex, groups, relative_path, &open)) return result;
            for (Facets& choice : open) {
                if (next.size() >= 16)
                    break;  // patterns with more ambiguity than this are the operator's to make clearer
                choice.insert(fixed.begin(), fixed.end());
                if (std::find(next.begin(), next.end(), choice) == next.end()) next.push_back(std::move(choice));
            }
        }
        choices = std::move(next);
    }
    return std::nullopt;
}

std::string PathPattern::why_not(std::string_view relative_path) const {
    std::vector<std::string_view> wanted = components_of(m_text);
    std::vector<std::string_view> found = components_of(relative_path);
    const bool is_open = wanted.front() == "...";  // any folders stand in front: the ends are compared
    if (is_open) wanted.erase(wanted.begin());
    if (std::ranges::count(wanted, "...") > 0) return "its folders, or its name, are others";
    if (is_open ? found.size() < wanted.size() : found.size() != wanted.size()) {
        return fmt::format("the path has {}, the pattern {}{}", folders(found.size() - 1), is_open ? "at least " : "",
                           wanted.size() - 1);
    }
    found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(wanted.size()));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto one = compile(wanted[i]);
        const auto* pattern = std::get_if<PathPattern>(&one);
        if (pattern != nullptr && !pattern->match(found[i]))
            return fmt::format("'{}' does not fit '{}'", found[i], wanted[i]);
    }
    return "a name that stands twice in the pattern would stand for two texts";
}

}  // namespace cairn

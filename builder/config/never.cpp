#include "builder/config/never.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "builder/config/expression.hpp"

namespace cairn {

namespace {

bool has_component(std::string_view pattern, std::string_view component) {
    for (std::size_t begin = 0;;) {
        const std::size_t end = pattern.find('/', begin);
        if (pattern.substr(begin, end - begin) == component) return true;
        if (end == std::string_view::npos) return false;
        begin = end + 1;
    }
}

/// The folders at the begin of a glob or a path pattern that stand for themselves.
std::vector<std::string_view> literal_folders(std::string_view pattern) {
    std::vector<std::string_view> folders;
    if (pattern.starts_with('/')) pattern.remove_prefix(1);
    for (std::size_t slash = pattern.find('/'); slash != std::string_view::npos; slash = pattern.find('/')) {
        const std::string_view folder = pattern.substr(0, slash);
        if (folder == "..." || folder.find_first_of("*?[]{}\\") != std::string_view::npos) break;
        folders.push_back(folder);
        pattern.remove_prefix(slash + 1);
    }
    return folders;
}

}  // namespace

std::optional<std::string> why_never_fits(std::string_view pattern, const Config& config) {
    for (const Archive& archive : config.archives) {
        const bool is_root = archive.root.size() > 1 && pattern.starts_with(archive.root) &&
                             (pattern.size() == archive.root.size() || pattern[archive.root.size()] == '/');
        if (is_root)
            return fmt::format(
                "it begins with '{}', the root of the archive '{}', and is held against paths below it: leave "
                "that away",
                archive.root, archive.name);
    }
    if (pattern.find("//") != std::string_view::npos) return "it has an empty folder ('//'), and no path has one";
    for (const std::string_view component : {".", ".."}) {
        if (has_component(pattern, component))
            return fmt::format("it has the folder '{}', and no path below an archive's root has one", component);
    }
    return std::nullopt;
}

std::optional<std::string> why_never_matches(const std::string& expression) {
    if (!expression.starts_with('^')) return std::nullopt;  // it is searched for anywhere in a path
    const auto compiled = compile_expression(expression);
    const auto* regex = std::get_if<std::unique_ptr<const re2::RE2>>(&compiled);
    if (regex == nullptr) return std::nullopt;
    std::string least;
    std::string most;
    constexpr int k_bytes = 8;
    if (!(*regex)->PossibleMatchRange(&least, &most, k_bytes)) return std::nullopt;
    if (least.starts_with('/') && most.starts_with('/'))
        return "all that it matches begins with '/', and paths are relative to the archive's root: leave the '/' away";
    return std::nullopt;
}

std::optional<std::string> why_never_together(const std::vector<std::string>& globs, std::string_view pattern) {
    const std::vector<std::string_view> wanted = literal_folders(pattern);
    std::string found;
    for (const std::string& glob : globs) {
        const std::vector<std::string_view> taken = literal_folders(glob);
        const std::size_t common = std::min(wanted.size(), taken.size());
        const auto [one, other] =
            std::mismatch(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(common), taken.begin());
        if (one == wanted.begin() + static_cast<std::ptrdiff_t>(common)) return std::nullopt;
        if (found.empty())
            found = fmt::format("it wants the folder '{}' where `match.path` takes '{}' alone", *one, *other);
    }
    return found.empty() ? std::nullopt : std::optional(found);
}

std::optional<std::size_t> rule_in_the_way(const std::vector<CollectionRule>& rules, std::size_t index) {
    for (std::size_t i = 0; i < index; ++i) {
        const Match& before = rules[i].match;
        const bool takes_all = before.paths.empty() && before.attributes.empty();
        if (takes_all && (before.archive.empty() || before.archive == rules[index].match.archive)) return i;
    }
    return std::nullopt;
}

}  // namespace cairn

#include "builder/config/check_archives.hpp"

#include <fmt/format.h>

#include <map>

#include "base/json/pointer.hpp"
#include "base/web_place.hpp"
#include "builder/config/expression.hpp"
#include "builder/config/never.hpp"

namespace cairn {

namespace {

void check_name(const std::string& name, const std::string& place, const std::string& pointer,
                std::map<std::string, std::string>& known, Violations& violations) {
    const auto [first, is_new] = known.emplace(name, place);
    if (is_new) return;
    violations.report(pointer + "/name",
                      fmt::format("two archives or lists of records are called '{}' ({} and {}): give each "
                                  "a `name` of its own",
                                  name, first->second, place));
}

/// A root that is a URL is one that is fetched from.
void check_root(const Archive& archive, const std::string& pointer, Violations& violations) {
    if (const auto complaint = complaint_about_root(archive.root))
        violations.report(pointer + "/root", "root: " + *complaint);
    if (!archive.listing.empty() && !is_web(archive.root))
        violations.report(pointer + "/listing", "listing: the root is a folder of this machine, which lists itself: "
                                                "take `listing` away");
    if (!is_web(archive.listing)) return;
    if (const auto complaint = complaint_about_root(archive.listing))
        violations.report(pointer + "/listing", "listing: " + *complaint);
}

}  // namespace

void check_address(std::string_view url, Address address, const std::string& pointer, Violations& violations) {
    const std::string key = json::tokens(pointer).back();
    if (const auto complaint = complaint_about_address(url, address))
        violations.report(pointer, key + ": " + *complaint);
}

void check_globs(const std::vector<std::string>& globs, const Config& config, const std::string& pointer,
                 Violations& violations) {
    for (std::size_t i = 0; i < globs.size(); ++i) {
        if (globs[i].size() > k_longest_pattern) {
            violations.report(json::child(pointer, i),
                              fmt::format("the glob has {} bytes, allowed: {}", globs[i].size(), k_longest_pattern));
        } else if (const auto reason = why_never_fits(globs[i], config)) {
            violations.report(json::child(pointer, i),
                              fmt::format("the glob '{}' fits no path: {}", beginning_of(globs[i]), *reason));
        }
    }
}

void check_archives(const Config& config, Violations& violations) {
    std::map<std::string, std::string> known;  // name -> "number 2 of `archives`"
    for (std::size_t i = 0; i < config.archives.size(); ++i) {
        const Archive& archive = config.archives[i];
        const std::string pointer = json::child("/archives", i);
        check_name(archive.name, fmt::format("number {} of `archives`", i + 1), pointer, known, violations);
        check_root(archive, pointer, violations);
        check_globs(archive.include, config, pointer + "/include", violations);
        check_globs(archive.exclude, config, pointer + "/exclude", violations);
        if (!archive.href.empty()) check_address(archive.href, Address::files, pointer + "/href", violations);
    }
    for (std::size_t i = 0; i < config.remote.follow.size(); ++i) {
        if (const auto complaint = complaint_about_root(config.remote.follow[i]))
            violations.report(json::child("/remote/follow", i), "follow: " + *complaint);
    }
    for (std::size_t i = 0; i < config.records.size(); ++i) {
        const RecordList& list = config.records[i];
        const std::string pointer = json::child("/records", i);
        check_name(list.name, fmt::format("number {} of `records`", i + 1), pointer, known, violations);
        if (!list.href.empty()) check_address(list.href, Address::files, pointer + "/href", violations);
    }
}

}  // namespace cairn

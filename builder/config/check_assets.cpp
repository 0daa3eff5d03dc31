#include "builder/config/check_assets.hpp"

#include <fmt/format.h>

#include <set>
#include <string>

#include "base/json/pointer.hpp"
#include "builder/config/check_archives.hpp"

namespace cairn {

namespace {

void check_lists(const Config& config, Violations& violations) {
    KnownNames archives;
    for (const Archive& archive : config.archives) archives.known.insert(archive.name);
    const auto& lists = config.assets.checksum_lists;
    for (std::size_t i = 0; i < lists.size(); ++i) {
        const std::string pointer = json::child("/assets/checksum_lists", i);
        if (!lists[i].archive.empty())
            check_known({lists[i].archive}, archives, "archive", pointer + "/archive", violations);
    }
    if (!lists.empty() && config.archives.empty())
        violations.report("/assets/checksum_lists",
                          "checksum_lists: there is no archive whose files the lists could name, since records state "
                          "the checksums of theirs: leave `checksum_lists` out, or name an archive");
    if (!lists.empty() && config.assets.checksums == Checksums::none)
        violations.report("/assets/checksums", "checksums: 'none' uses no lists, but `checksum_lists` names some: "
                                               "write 'lists' or 'compute', or leave `checksum_lists` out");
}

void check_replica(const Replica& replica, const std::string& pointer, Violations& violations) {
    check_address(replica.href, Address::files, pointer + "/href", violations);
    if (!replica.from.empty()) return check_address(replica.from, Address::files, pointer + "/from", violations);
    violations.report(pointer, fmt::format("the replica '{}' stands for nothing: `from` is the URL with which the hrefs "
                                           "begin that it has, too. Where there is one archive with an `href`, that is "
                                           "the default",
                                           replica.name));
}

}  // namespace

void check_assets(const Config& config, Violations& violations) {
    check_lists(config, violations);
    std::set<std::string> names;
    const auto& replicas = config.assets.replicas;
    for (std::size_t i = 0; i < replicas.size(); ++i) {
        const std::string pointer = json::child("/assets/replicas", i);
        check_replica(replicas[i], pointer, violations);
        if (!names.insert(replicas[i].name).second) {
            violations.report(pointer + "/name", fmt::format("two replicas are called '{}': give each a name of its own",
                                                             replicas[i].name));
        }
    }
}

}  // namespace cairn

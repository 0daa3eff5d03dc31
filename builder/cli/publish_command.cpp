#include <fmt/format.h>

#include <ctime>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>

#include "base/amounts.hpp"
#include "builder/cli/commands.hpp"
#include "builder/publish/open_target.hpp"
#include "builder/publish/publisher.hpp"
#include "builder/write/lock.hpp"
#include "builder/write/output_layout.hpp"
#include "builder/write/survey.hpp"

namespace cairn {

namespace {

using publish::Groups;
using publish::PublishResult;

std::size_t count_of(const Groups& groups) {
    std::size_t count = 0;
    for (const auto& group : groups) count += group.size();
    return count;
}

Manifest manifest_to_publish(const Filesystem& disk, const std::string& out, const std::string& named) {
    const Claim claim = claim_of(disk, out);
    if (!claim.has_manifest) throw std::invalid_argument("'" + named + "' holds no catalog that cairn published");
    if (disk.exists(out + '/' + k_journal))
        throw std::invalid_argument("'" + named +
                                    "' is between two catalogs: a run was interrupted while it published. Run 'cairn "
                                    "build' once more, which finishes it");
    return claim.last;
}

void print(const char* verb, const Groups& groups) {
    for (const auto& group : groups)
        for (const std::string& path : group) std::cout << verb << ' ' << path << '\n';
}

std::string summary(const PublishResult& publication, bool is_dry_run) {
    const publish::Plan& plan = publication.plan;
    const std::size_t added = count_of(plan.added), changed = count_of(plan.changed);
    return fmt::format("{} {} files{} ({} new, {} changed), {} removed, {} retired; {} unchanged; {} requests",
                       is_dry_run ? "would publish" : "published", added + changed,
                       is_dry_run ? "" : " of " + size_text(publication.bytes_put), added, changed,
                       count_of(plan.removed), plan.left.size(), plan.unchanged, publication.requests);
}

Console::Fields fields_of(const PublishResult& publication) {
    const publish::Plan& plan = publication.plan;
    return {{"added", std::to_string(count_of(plan.added))},     {"changed", std::to_string(count_of(plan.changed))},
            {"removed", std::to_string(count_of(plan.removed))}, {"retired", std::to_string(plan.left.size())},
            {"unchanged", std::to_string(plan.unchanged)},       {"bytes", std::to_string(publication.bytes_put)},
            {"requests", std::to_string(publication.requests)}};
}

}  // namespace

ExitCode run_publish(const PublishCommand& command, Console& console, const std::atomic<bool>& stop) {
    const std::unique_ptr<Filesystem> disk = make_posix_filesystem();
    const std::string out = disk->resolved(command.out);
    if (disk->kind_of(out) != PathKind::folder) throw std::invalid_argument("'" + command.out + "' is no folder");
    const auto target = publish::open_target(command.target, out, command.s3, command.connections, *disk);
    std::optional<OutputLock> lock;  // OUT stays as it is while it is uploaded
    if (!command.dry_run) lock.emplace(out, Patience{command.wait, &stop});
    const Manifest manifest = manifest_to_publish(*disk, out, command.out);
    const publish::WantedFiles wanted =
        wanted_files(manifest, command.gzip ? publish::Siblings::gzip : publish::Siblings::none);
    const publish::LocalFiles local(*disk, out);
    publish::PublishOptions options;
    options.look = {command.adopt, command.verify, command.force};
    options.cache_rules = command.cache_control;
    options.grace_s = command.grace_s;
    options.now_s = static_cast<std::int64_t>(std::time(nullptr));
    if (command.dry_run) {
        const PublishResult publication = publish::plan_for(*target, wanted, local, options, stop);
        print("add", publication.plan.added);
        print("change", publication.plan.changed);
        print("remove", publication.plan.removed);
        console.info(summary(publication, true), fields_of(publication));
        return ExitCode::clean;
    }
    TerminalProgress progress(console);
    progress.begin("publishing", 0);
    const PublishResult publication = publish::publish(
        *target, wanted, local, options, [&progress] { progress.advance(1); }, stop);
    if (publication.was_unfinished) console.info("a run before this one did not end: what it left was finished");
    console.info(summary(publication, false), fields_of(publication));
    return ExitCode::clean;
}

}  // namespace cairn

#include "builder/publish/replaced.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "base/interrupted.hpp"

namespace cairn::publish {

namespace {

constexpr std::uint64_t k_most_read = 64 << 20;  // what is larger was put in parts, and is told by its time alone
constexpr std::size_t k_named_at_most = 5;

Standings standings_of(Target& target, const std::vector<std::string>& paths, std::size_t held) {
    Answer<Standings> answer = target.standings(paths, held);
    if (const auto* fault = std::get_if<StorageFault>(&answer)) fail(target, "look at", "", *fault);
    return std::move(std::get<Standings>(answer));
}

/// Whether its bytes are neither those that cairn put there nor those that it is to have. `is_younger`: than all that
/// cairn put there.
bool has_other_bytes(Target& target, const std::string& path, const Digest& ours, const Wanted* wanted,
                     bool is_younger) {
    Answer<std::string> answer = target.read(path, k_most_read);
    if (const auto* fault = std::get_if<StorageFault>(&answer)) {
        if (fault->kind == StorageFault::Kind::missing) return false;
        if (fault->kind == StorageFault::Kind::too_large) return is_younger;
        fail(target, "read", path, *fault);
    }
    const Digest present = digest_of(std::get<std::string>(answer));
    return present != ours && (wanted == nullptr || present != wanted->digest);
}

/// The manifest has the digest of what a packed sibling was made from, not its own.
bool is_packed(const std::string& path) { return path.ends_with(".json.gz"); }

}  // namespace

std::vector<std::string> replaced_since(Target& target, const WantedFiles& wanted, const Look& look, const Plan& plan,
                                        const std::atomic<bool>& stop) {
    std::vector<std::string> paths;
    std::vector<std::string> replaced;
    if (look.is_unfinished) return replaced;
    for (const Groups* groups : {&plan.changed, &plan.removed}) {
        for (const std::vector<std::string>& group : *groups)
            std::ranges::copy_if(group, std::back_inserter(paths),
                                 [&](const std::string& path) { return look.published.own.has(path); });
    }
    if (paths.empty()) return replaced;
    const Standings manifest = standings_of(target, {k_target_manifest}, 0);
    const std::int64_t last_run_ns = manifest.empty() ? 0 : manifest.begin()->second.modified_ns;
    for (const auto& [path, standing] : standings_of(target, paths, look.published.own.size())) {
        leave_when(stop);
        if (standing.modified_ns != 0 && standing.modified_ns <= last_run_ns) continue;
        const Digest* ours = look.published.own.find(path);
        const bool is_known = ours != nullptr && *ours != Digest{} && !is_packed(path);
        const bool is_younger = standing.modified_ns != 0;
        if (is_known && has_other_bytes(target, path, *ours, wanted.find(path), is_younger)) replaced.push_back(path);
    }
    return replaced;
}

void refuse_replaced(const Target& target, const std::vector<std::string>& paths) {
    if (paths.empty()) return;
    const std::vector<std::string> named(paths.begin(),
                                         paths.begin() + std::min<std::ptrdiff_t>(std::ssize(paths), k_named_at_most));
    throw std::invalid_argument(fmt::format(
        "{} holds {} that somebody replaced since cairn put {} there: {}{}; keep what is theirs elsewhere, and replace "
        "{} with --adopt",
        target.place(), paths.size() == 1 ? "a file" : fmt::format("{} files", paths.size()),
        paths.size() == 1 ? "it" : "them", fmt::join(named, ", "), paths.size() > k_named_at_most ? ", ..." : "",
        paths.size() == 1 ? "it" : "them"));
}

}  // namespace cairn::publish

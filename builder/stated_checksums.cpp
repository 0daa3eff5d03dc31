#include "builder/stated_checksums.hpp"

#include <utility>
#include <vector>

#include "builder/checksums/read_lists.hpp"
#include "builder/checksums/stated_codec.hpp"
#include "builder/parallel_for.hpp"
#include "builder/shards/shard_set.hpp"

namespace cairn {

namespace {

std::vector<checksums::FileKey> files_of(const Found& found) {
    std::vector<checksums::FileKey> keys;
    const auto add = [&](const Source& source) {
        keys.push_back(checksums::key_of(source.archive, source.relative));
    };
    for (const auto* sources : {&found.sources, &found.waiting, &found.offline})
        for (const Source& source : *sources) add(source);
    for (const OtherFile& file : found.other_files) add(file.source);
    return keys;
}

}  // namespace

checksums::Stated stated_by_lists(const Config& config, const BuildOptions& options, const Found& found) {
    if (options.shards != nullptr) {
        auto stated = checksums::decode_stated(options.shards->walk().stated);
        if (!stated) throw PlanRefused("the plan is damaged: make it again with 'cairn plan'");
        return *std::move(stated);
    }
    if (found.checksum_lists.empty()) return {};
    const checksums::Presence presence(config, files_of(found), options.silent);
    return checksums::read_lists(config, found.checksum_lists, presence, parallel_for);
}

}  // namespace cairn

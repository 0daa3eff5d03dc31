#include "builder/shard_scan.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <memory>
#include <system_error>
#include <vector>

#include "builder/discover/offline_files.hpp"
#include "builder/facts/codec.hpp"
#include "builder/group/place.hpp"
#include "builder/parallel_for.hpp"
#include "builder/planning.hpp"
#include "builder/scanner.hpp"
#include "builder/shards/frame_writer.hpp"
#include "builder/shards/shard_file.hpp"
#include "builder/state/facts_block.hpp"
#include "builder/web_archives.hpp"

namespace cairn {

namespace {

/// How much a process that is killed, with the machine, may lose.
constexpr std::chrono::seconds k_between_syncs{5};

/// So many chunks are read at once for each thread: the end of one such window waits for its slowest source.
constexpr std::size_t k_chunks_of_thread = 4;

class ShardScan {
  public:
    ShardScan(const PlanFolder& plan, const PlanPart& part, const Config& config, const BuildOptions& options,
              FrameWriter& writer, Progress& progress, const std::atomic<bool>& stop)
        : m_plan(plan),
          m_part(part),
          m_offline(config.scan.offline, config.archives),
          m_web(web_archives(config)),
          m_scanner(config, options, m_offline.is_offline(), m_web.get()),
          m_placer(config),
          m_window(k_chunks_of_thread * threads_to_read(config, options.jobs)),
          m_writer(writer),
          m_progress(progress),
          m_stop(stop) {}

    void run(ShardResult& result) {
        auto synced = std::chrono::steady_clock::now();
        for (std::size_t next = m_writer.frames().size() - 1; next < m_part.chunks();) {
            const std::size_t end = std::min(next + m_window, m_part.chunks());
            read(next, end, result);
            next = end;
            if (std::chrono::steady_clock::now() - synced < k_between_syncs) continue;
            m_writer.sync();
            synced = std::chrono::steady_clock::now();
        }
    }

  private:
    void read(std::size_t begin, std::size_t end, ShardResult& result) {
        Work work;
        std::vector<std::size_t> sizes;
        for (std::size_t chunk = begin; chunk < end; ++chunk) {
            Work of_chunk = m_part.work(chunk, m_plan.head());
            sizes.push_back(of_chunk.sources.size());
            std::ranges::move(of_chunk.sources, std::back_inserter(work.sources));
            std::ranges::move(of_chunk.needs, std::back_inserter(work.needs));
        }
        const std::vector<Source>& sources = work.sources;
        std::vector<std::string> encoded(sources.size());
        std::atomic<std::uint64_t> failed = 0;
        parallel_for(sources.size(), [&](std::size_t i) {
            if (m_stop) return;
            Facts facts = m_scanner(sources[i], m_placer);
            if (!facts.understood) {
                ++failed;
                m_progress.add_problem();
            } else if (work.needs[i] == Need::summing) {
                m_scanner.sum(sources[i], facts, m_stop);
            }
            encoded[i] = encode(facts, m_encoded.local());
            m_progress.advance(1);
        });
        if (m_stop) throw Interrupted("interrupted: what was read stays, and the same command goes on with the rest");
        auto at = encoded.begin();
        for (const std::size_t size : sizes) {
            const auto after = at + static_cast<std::ptrdiff_t>(size);
            m_writer.append(pack_facts({std::make_move_iterator(at), std::make_move_iterator(after)}));
            at = after;
        }
        result.failed += failed;
    }

    const PlanFolder& m_plan;
    const PlanPart& m_part;
    OfflineFiles m_offline;
    std::unique_ptr<WebStorages> m_web;
    Scanner m_scanner;
    Placer m_placer;
    std::size_t m_window;
    FrameWriter& m_writer;
    Progress& m_progress;
    const std::atomic<bool>& m_stop;
    tbb::enumerable_thread_specific<facts::EncodedParts> m_encoded;
};

std::uint64_t sources_of(const PlanPart& part, std::size_t begin, std::size_t end, const PlanHead& head) {
    std::uint64_t count = 0;
    for (std::size_t chunk = begin; chunk < end; ++chunk) count += part.work(chunk, head).sources.size();
    return count;
}

/// Whether the file at the path is this shard, whole and with all its bytes.
bool is_there(const std::string& path, const ShardHeader& header, std::size_t chunks) {
    if (::access(path.c_str(), F_OK) != 0) return false;
    try {
        const FrameFile file(path, k_shard_kind);
        if (!file.is_whole() || file.frames().size() != chunks + 1) return false;
        if (!(decode_shard_header(file.read(0), path) == header)) return false;
        for (std::size_t i = 1; i <= chunks; ++i) file.read(i);
        return true;
    } catch (const FramesDamaged&) {
        return false;
    }
}

/// Frames of another plan or with damaged bytes are made anew.
void take_up(FrameWriter& writer, const ShardHeader& header, std::size_t chunks) {
    std::size_t sound = 0;
    try {
        const FrameFile left(writer.partial(), k_shard_kind);
        while (sound < std::min(left.frames().size(), chunks + 1)) {
            const std::string bytes = left.read(sound);
            if (sound == 0 && bytes != encode(header)) break;
            ++sound;
        }
    } catch (const FramesDamaged&) {
    }
    writer.keep(sound);
    if (sound == 0) writer.append(encode(header));
}

}  // namespace

ShardResult scan_shard(const PlanFolder& plan, std::uint32_t shard, const std::string& folder, const Config& config,
                       const BuildOptions& options, Progress& progress, const std::atomic<bool>& stop) {
    refuse_other_configuration(plan, config);
    const PlanPart part = plan.part(shard);
    const ShardHeader header = header_of(plan, shard);
    std::filesystem::create_directories(folder);
    ShardResult result;
    result.path = folder + '/' + shard_name(shard, plan.head().shards);
    result.sources = sources_of(part, 0, part.chunks(), plan.head());
    if (is_there(result.path, header, part.chunks())) {
        result.known = result.sources;
        result.was_there = true;
        return result;
    }
    FrameWriter writer(result.path, k_shard_kind);
    take_up(writer, header, part.chunks());
    result.known = sources_of(part, 0, writer.frames().size() - 1, plan.head());
    progress.begin("reading", result.sources - result.known);
    const std::size_t count = threads_to_read(config, options.jobs);
    const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, count);
    tbb::task_arena arena(static_cast<int>(count));
    arena.execute([&] { ShardScan(plan, part, config, options, writer, progress, stop).run(result); });
    writer.finish();
    return result;
}

}  // namespace cairn

#include "builder/shards/plan.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

#include "base/json/write.hpp"
#include "base/rfc3339.hpp"
#include "builder/shards/frame_writer.hpp"
#include "builder/shards/plan_codec.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_walk_kind = "CRNPLAN3";
constexpr std::string_view k_part_kind = "CRNPART2";
constexpr std::string_view k_stated_kind = "CRNSUMS1";
constexpr const char* k_stated_file = "/checksums";

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
    throw PlanRefused("the plan '" + path + "' " + why + ": make it again with 'cairn plan'");
}

FrameFile opened(const std::string& plan, const std::string& file, std::string_view kind) {
    try {
        FrameFile frames(file, kind);
        if (!frames.is_whole() || frames.frames().empty()) refuse(plan, "is not whole ('" + file + "' is cut)");
        return frames;
    } catch (const std::system_error& error) {
        refuse(plan, std::string("cannot be read (") + error.what() + ")");
    } catch (const FramesDamaged& error) {
        refuse(plan, std::string("is damaged or of another version of cairn (") + error.what() + ")");
    }
}

std::string frame_of(const FrameFile& file, std::size_t index, const std::string& plan) {
    try {
        return file.read(index);
    } catch (const FramesDamaged& error) {
        refuse(plan, std::string("is damaged (") + error.what() + ")");
    }
}

std::string hex(std::uint64_t number) { return fmt::format("{:016x}", number); }

std::uint64_t write_walk(const std::string& path, const PlanHead& head, const PlannedWalk& walk) {
    FrameWriter writer(path, k_walk_kind);
    writer.append(encode(head));
    for (std::size_t begin = 0; begin < walk.sources.size(); begin += k_sources_of_frame) {
        const std::size_t count = std::min(k_sources_of_frame, walk.sources.size() - begin);
        writer.append(encode_work(std::span(walk.sources).subspan(begin, count),
                                  std::span(walk.needs).subspan(begin, count), head));
    }
    writer.append(encode_rest(walk, head));
    return writer.finish();
}

void write_stated(const std::string& path, const std::string& id, const PlannedWalk& walk) {
    if (walk.stated.empty()) return;
    FrameWriter writer(path, k_stated_kind);
    writer.append(id);
    for (const std::string& part : walk.stated) writer.append(encode_stated(part));
    writer.finish();
}

/// What people and scripts ask of one shard.
struct PartSummary {
    std::uint64_t sources = 0;
    double cost = 0;
};

std::vector<PartSummary> write_parts(const std::string& folder, const std::string& id, const PlanHead& head,
                                     const PlannedWalk& walk) {
    const Work work = walk.work();
    std::vector<PartSummary> summaries(head.shards);
    std::vector<std::size_t> firsts;
    for (std::size_t at = 0; const Chunk& chunk : walk.chunks) {
        firsts.push_back(at);
        at += chunk.sources;
    }
    std::vector<std::vector<std::size_t>> chunks(head.shards);
    for (std::size_t i = 0; i < walk.chunks.size(); ++i) chunks[walk.chunks[i].shard].push_back(i);
    for (std::uint32_t shard = 0; shard < head.shards; ++shard) {
        FrameWriter writer(folder + '/' + part_name(shard + 1), k_part_kind);
        writer.append(id);
        for (const std::size_t chunk : chunks[shard]) {
            const auto sources = std::span(work.sources).subspan(firsts[chunk], walk.chunks[chunk].sources);
            const auto needs = std::span(work.needs).subspan(firsts[chunk], sources.size());
            writer.append(encode_work(sources, needs, head));
            summaries[shard].sources += sources.size();
            for (std::size_t i = 0; i < sources.size(); ++i) summaries[shard].cost += cost_of(sources[i], needs[i]);
        }
        writer.finish();
    }
    return summaries;
}

std::string summary_text(const std::string& id, const PlanHead& head, const std::vector<PartSummary>& parts) {
    json::Value shards = json::array();
    for (std::uint32_t i = 0; i < parts.size(); ++i) {
        json::Value part = json::object();
        json::set(part, "shard", json::Value(std::uint64_t{i} + 1));
        json::set(part, "sources", json::Value(parts[i].sources));
        json::set(part, "cost", json::number(parts[i].cost));
        json::push(shards, std::move(part));
    }
    json::Value value = json::object();
    json::set(value, "cairn_plan", json::Value(std::uint64_t{1}));
    json::set(value, "id", id);
    json::set(value, "catalog", catalog_of(head.inputs));
    json::set(value, "planned", rfc3339_of(head.now_s * 1'000'000));
    json::set(value, "program", head.program);
    json::set(value, "state", head.state);
    json::set(value, "sources", json::Value(head.sources));
    json::set(value, "to_read", json::Value(head.to_read));
    json::set(value, "shards", std::move(shards));
    return json::write(value, json::Style::indented) + '\n';
}

/// A merge holds all sources: of a hundred million each byte counts.
void spare_memory(Source& source, const std::string& root) {
    if (source.path == path_in(root, source)) source.path = std::string();
    source.relative.shrink_to_fit();
}

void refuse_others_folder(const Filesystem& filesystem, const std::string& path) {
    const PathKind kind = filesystem.kind_of(path);
    if (kind == PathKind::absent) return;
    const bool is_plan = kind == PathKind::folder && (filesystem.members_of(path).empty() ||
                                                      filesystem.kind_of(path + "/plan.json") == PathKind::file);
    if (!is_plan)
        throw std::invalid_argument("'" + path + "' holds no plan of cairn, and would be lost: name another folder");
}

}  // namespace

std::string path_in(const std::string& root, const Source& source) {
    return source.relative == "." ? root : root + '/' + source.relative;
}

std::string part_name(std::uint32_t shard) { return fmt::format("part-{:05}", shard); }

std::string catalog_of(const PlannedInputs& inputs) {
    if (!inputs.config.empty()) return "the configuration " + inputs.config;
    if (!inputs.archive.empty()) return "the archive " + inputs.archive;
    return "the records " + inputs.records;
}

PlanPart::PlanPart(const std::string& path)
    : m_file(opened(path, path, k_part_kind)), m_plan(frame_of(m_file, 0, path)) {}

Work PlanPart::work(std::size_t chunk, const PlanHead& head) const {
    return decode_work(frame_of(m_file, chunk + 1, m_file.path()), head, m_file.path());
}

Work PlannedWalk::work() const {
    Work work;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (!is_for_shards(needs[i])) continue;
        work.sources.push_back(sources[i]);
        work.needs.push_back(needs[i]);
    }
    return work;
}

PlanFolder::PlanFolder(const std::string& path)
    : m_path(path),
      m_file(opened(path, path + "/walk", k_walk_kind)),
      m_id(hex(m_file.digest())),
      m_head(decode_head(frame_of(m_file, 0, path), path)) {
    if (::access((path + "/plan.json").c_str(), F_OK) != 0) refuse(path, "is not whole (it has no plan.json)");
}

PlannedWalk PlanFolder::walk() const {
    PlannedWalk walk;
    const std::size_t frames = m_file.frames().size();
    const std::size_t count = std::min<std::size_t>(m_head.sources, frames * k_sources_of_frame);
    walk.sources.reserve(count);
    walk.needs.reserve(count);
    for (std::size_t i = 1; i + 1 < frames; ++i) {
        Work work = decode_work(frame_of(m_file, i, m_path), m_head, m_path);
        for (Source& source : work.sources) spare_memory(source, m_head.archives[source.archive].root);
        std::ranges::move(work.sources, std::back_inserter(walk.sources));
        std::ranges::move(work.needs, std::back_inserter(walk.needs));
    }
    walk.stated = stated(decode_rest(frame_of(m_file, frames - 1, m_path), m_head, m_path, walk));
    if (walk.sources.size() != m_head.sources) refuse(m_path, "is damaged");
    return walk;
}

std::vector<std::string> PlanFolder::stated(std::size_t parts) const {
    if (parts == 0) return {};
    const FrameFile file = opened(m_path, m_path + k_stated_file, k_stated_kind);
    if (file.frames().size() != parts + 1 || frame_of(file, 0, m_path) != m_id)
        refuse(m_path, "is not whole (checksums is of another plan)");
    std::vector<std::string> stated;
    for (std::size_t i = 1; i <= parts; ++i) stated.push_back(decode_stated(frame_of(file, i, m_path), m_path));
    return stated;
}

PlanPart PlanFolder::part(std::uint32_t shard) const {
    PlanPart part(m_path + '/' + part_name(shard));
    if (part.plan() != m_id) refuse(m_path, "is not whole (" + part_name(shard) + " is of another plan)");
    return part;
}

std::string write_plan(Filesystem& filesystem, const std::string& path, const PlanHead& head, const PlannedWalk& walk) {
    refuse_others_folder(filesystem, path);
    const std::string beside = path + '.' + std::to_string(::getpid()) + ".partial";
    filesystem.remove_all(beside);
    filesystem.create_folders(beside);
    const std::string id = hex(write_walk(beside + "/walk", head, walk));
    write_stated(beside + k_stated_file, id, walk);
    const std::vector<PartSummary> parts = write_parts(beside, id, head, walk);
    const auto summary = filesystem.create(beside + "/plan.json");
    summary->append(summary_text(id, head, parts));
    summary->close();
    filesystem.sync(beside, {beside + "/plan.json", beside});
    filesystem.remove_all(path);
    filesystem.rename(beside, path);
    return id;
}

}  // namespace cairn

#include "builder/shards/plan_codec.hpp"

#include "base/codecs/zstd_block.hpp"
#include "builder/facts/members.hpp"
#include "builder/facts/no_parts.hpp"
#include "builder/facts/specials.hpp"

namespace cairn {

template <>
inline constexpr Need facts::k_last_of<Need> = Need::summing;

template <either<ScanContext> Self>
auto members_of(Self& self) {
    auto& [files, references] = self;
    return std::tie(files, references);
}

template <either<PlannedArchive> Self>
auto members_of(Self& self) {
    auto& [name, root, context] = self;
    return std::tie(name, root, context);
}

template <either<PlannedInputs> Self>
auto members_of(Self& self) {
    auto& [config, archive, records, href, preset] = self;
    return std::tie(config, archive, records, href, preset);
}

template <either<PlanHead> Self>
auto members_of(Self& self) {
    auto& [program, inputs, origin, archives, reader, trust, accept_removals, now_s, state, ledger, shards, sources,
           to_read] = self;
    return std::tie(program, inputs, origin, archives, reader, trust, accept_removals, now_s, state, ledger, shards,
                    sources, to_read);
}

template <either<Chunk> Self>
auto members_of(Self& self) {
    auto& [shard, sources] = self;
    return std::tie(shard, sources);
}

namespace {

[[noreturn]] void refuse(const std::string& path) {
    throw PlanRefused("the plan '" + path + "' is damaged: make it again with 'cairn plan'");
}

/// A path of the disk that does not follow from the key stands in the plan: its bytes are not UTF-8, or a link's.
std::string path_of(const Source& source, const PlanHead& head) {
    return path_in(head.archives[source.archive].root, source);
}

void put_source(facts::Writer& writer, const Source& source, std::string_view before, const PlanHead& head) {
    writer.count(source.archive);
    writer.text_after(before, source.relative);
    writer.text(source.path == path_of(source, head) ? std::string_view() : source.path);
    facts::put(writer, source.format);
    facts::put(writer, source.stamp);
}

Source get_source(facts::Reader& reader, std::string_view before, const PlanHead& head) {
    facts::NoParts parts;
    Source source;
    source.archive = reader.count();
    source.relative = reader.text_after(before);
    source.path = reader.text();
    facts::get(reader, source.format, parts);
    facts::get(reader, source.stamp, parts);
    if (source.archive >= head.archives.size()) {
        source.archive = 0;
        reader.fail();
    }
    if (!reader.failed() && source.path.empty()) source.path = path_of(source, head);
    return source;
}

void put_sources(facts::Writer& writer, std::span<const Source> sources, const PlanHead& head) {
    writer.count(sources.size());
    std::string_view before;
    for (const Source& source : sources) {
        put_source(writer, source, before, head);
        before = source.relative;
    }
}

std::vector<Source> get_sources(facts::Reader& reader, const PlanHead& head) {
    std::vector<Source> sources(reader.elements());
    std::string_view before;
    for (Source& source : sources) {
        source = get_source(reader, before, head);
        before = source.relative;
    }
    return sources;
}

std::string unpacked(std::string_view bytes, const std::string& path) {
    auto unpacked = codecs::unzstd_block(bytes);
    if (!unpacked) refuse(path);
    return *std::move(unpacked);
}

void refuse_rest(const facts::Reader& reader, const std::string& path) {
    if (reader.failed() || !reader.is_at_end()) refuse(path);
}

std::string_view kept_text(facts::Reader& reader, PlannedWalk& walk) { return walk.texts.emplace_back(reader.text()); }

}  // namespace

std::string encode(const PlanHead& head) {
    facts::Writer writer;
    facts::put(writer, head);
    return writer.take();
}

PlanHead decode_head(std::string_view bytes, const std::string& path) {
    facts::Reader reader(bytes);
    facts::NoParts parts;
    PlanHead head;
    facts::get(reader, head, parts);
    refuse_rest(reader, path);
    return head;
}

std::string encode_work(std::span<const Source> sources, std::span<const Need> needs, const PlanHead& head) {
    facts::Writer writer;
    put_sources(writer, sources, head);
    for (const Need need : needs) facts::put(writer, need);
    return codecs::zstd_block(writer.take());
}

Work decode_work(std::string_view bytes, const PlanHead& head, const std::string& path) {
    const std::string plain = unpacked(bytes, path);
    facts::Reader reader(plain);
    facts::NoParts parts;
    Work work;
    work.sources = get_sources(reader, head);
    work.needs.resize(work.sources.size());
    for (Need& need : work.needs) facts::get(reader, need, parts);
    refuse_rest(reader, path);
    return work;
}

std::string encode_stated(std::string_view part) { return codecs::zstd_block(part); }

std::string decode_stated(std::string_view bytes, const std::string& path) { return unpacked(bytes, path); }

std::string encode_rest(const PlannedWalk& walk, const PlanHead& head) {
    facts::Writer writer;
    facts::put(writer, walk.chunks);
    writer.count(walk.stated.size());
    put_sources(writer, walk.waiting, head);
    put_sources(writer, walk.offline, head);
    writer.count(walk.other_files.size());
    for (const OtherFile& file : walk.other_files) {
        put_source(writer, file.source, {}, head);
        for (const std::string_view text : {file.kind.name, file.kind.media_type, file.kind.role}) writer.text(text);
    }
    facts::put(writer, walk.problems);
    writer.count(walk.files_seen);
    writer.count(walk.files_excluded);
    writer.count(walk.other_kinds.size());
    for (const auto& [kind, count] : walk.other_kinds) {
        writer.text(kind);
        writer.count(count);
    }
    return codecs::zstd_block(writer.take());
}

std::size_t decode_rest(std::string_view bytes, const PlanHead& head, const std::string& path, PlannedWalk& walk) {
    const std::string plain = unpacked(bytes, path);
    facts::Reader reader(plain);
    facts::NoParts parts;
    facts::get(reader, walk.chunks, parts);
    const std::uint64_t parts_of_stated = reader.count();
    walk.waiting = get_sources(reader, head);
    walk.offline = get_sources(reader, head);
    walk.other_files.resize(reader.elements());
    for (OtherFile& file : walk.other_files) {
        file.source = get_source(reader, {}, head);
        file.kind.name = kept_text(reader, walk);
        file.kind.media_type = kept_text(reader, walk);
        file.kind.role = kept_text(reader, walk);
    }
    facts::get(reader, walk.problems, parts);
    walk.files_seen = reader.count();
    walk.files_excluded = reader.count();
    const std::uint64_t kinds = reader.elements();
    for (std::uint64_t i = 0; i < kinds; ++i) {
        const std::string kind(reader.text());
        walk.other_kinds[kind] = reader.count();
    }
    refuse_rest(reader, path);
    return parts_of_stated;
}

}  // namespace cairn

#include "builder/state/facts_block.hpp"

#include "base/codecs/zstd_block.hpp"
#include "builder/facts/byte_codec.hpp"

namespace cairn {

KnownSource known_source(std::string relative, const Facts& facts) {
    const Fingerprint& fingerprint = facts.fingerprint;
    return {std::move(relative), facts.format, fingerprint.stamp, fingerprint.is_settled, facts.has_errors()};
}

std::string pack_keys(const std::vector<KnownSource>& sources) {
    facts::Writer writer;
    writer.count(sources.size());
    std::string_view before;
    for (const KnownSource& source : sources) {
        writer.text_after(before, source.relative);
        before = source.relative;
    }
    for (const KnownSource& source : sources) {
        writer.count(static_cast<std::uint64_t>(source.format) << 2 | (source.is_settled ? 2U : 0U) |
                     (source.has_errors ? 1U : 0U));
        writer.count(source.stamp.size_bytes);
        writer.integer(source.stamp.modified_ns);
        writer.integer(source.stamp.changed_ns);
        writer.count(source.stamp.inode);
    }
    return codecs::zstd_block(writer.take());
}

std::optional<std::vector<KnownSource>> unpack_keys(std::string_view bytes) {
    const auto unpacked = codecs::unzstd_block(bytes);
    if (!unpacked) return std::nullopt;
    facts::Reader reader(*unpacked);
    std::vector<KnownSource> sources(reader.elements());
    std::string_view before;
    for (KnownSource& source : sources) {
        source.relative = reader.text_after(before);
        before = source.relative;
    }
    for (KnownSource& source : sources) {
        const std::uint64_t traits = reader.count();
        if (traits >> 2 > static_cast<std::uint64_t>(Format::icechunk)) return std::nullopt;
        source.format = static_cast<Format>(traits >> 2);
        source.is_settled = (traits & 2) != 0;
        source.has_errors = (traits & 1) != 0;
        source.stamp.size_bytes = reader.count();
        source.stamp.modified_ns = reader.integer();
        source.stamp.changed_ns = reader.integer();
        source.stamp.inode = reader.count();
    }
    return reader.failed() || !reader.is_at_end() ? std::nullopt : std::optional(std::move(sources));
}

std::string pack_facts(const std::vector<std::string>& encoded) {
    facts::Writer writer;
    writer.count(encoded.size());
    for (const std::string& one : encoded) writer.text(one);
    return codecs::zstd_block(writer.take());
}

std::optional<std::vector<std::string>> unpack_facts(std::string_view bytes) {
    const auto unpacked = codecs::unzstd_block(bytes);
    if (!unpacked) return std::nullopt;
    facts::Reader reader(*unpacked);
    std::vector<std::string> encoded(reader.elements());
    for (std::string& one : encoded) one = reader.text();
    return reader.failed() || !reader.is_at_end() ? std::nullopt : std::optional(std::move(encoded));
}

}  // namespace cairn

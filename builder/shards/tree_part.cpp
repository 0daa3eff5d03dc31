#include "builder/shards/tree_part.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "base/codecs/zstd_block.hpp"
#include "builder/facts/byte_codec.hpp"

namespace cairn {

namespace {

/// Neighbours are alike, so that more of them in a frame compress better; a frame is held by each thread that writes.
constexpr std::size_t k_bytes_of_batch = 4U << 20;

constexpr std::uint64_t k_version = 1;

std::string encode(const TreePartHeader& header) {
    facts::Writer writer;
    writer.count(k_version);
    writer.text(header.plan);
    writer.text(header.catalog);
    writer.count(header.made_of);
    writer.count(header.part);
    writer.count(header.of);
    return writer.take();
}

std::optional<TreePartHeader> decode(std::string_view bytes) {
    facts::Reader reader(bytes);
    const bool is_known = reader.count() == k_version;
    TreePartHeader header;
    header.plan = reader.text();
    header.catalog = reader.text();
    header.made_of = reader.count();
    header.part = static_cast<std::uint32_t>(reader.count());
    header.of = static_cast<std::uint32_t>(reader.count());
    const bool is_part = header.part >= 1 && header.part <= header.of;
    return is_known && is_part && !reader.failed() && reader.is_at_end() ? std::optional(header) : std::nullopt;
}

FrameFile whole(const std::string& path) {
    FrameFile file(path, k_tree_kind);
    if (file.is_whole() && file.frames().size() >= 2) return file;
    throw FramesDamaged("'" + path + "' is cut, or was written to since");
}

}  // namespace

std::string tree_part_name(std::uint32_t part, std::uint32_t of) {
    return fmt::format("part-{:05}-of-{:05}.tree", part, of);
}

TreePartWriter::TreePartWriter(const std::string& path, const TreePartHeader& header) : m_file(path, k_tree_kind) {
    m_file.keep(0);
    m_file.append(encode(header));
}

void TreePartWriter::add(const std::string& path, std::string_view bytes) {
    facts::Writer writer;
    writer.text(path);
    writer.text(bytes);
    const std::string document = writer.take();
    std::string full;
    {
        const std::lock_guard lock(m_documents_mutex);
        m_documents += document;
        if (m_documents.size() < k_bytes_of_batch) return;
        full = std::exchange(m_documents, {});
    }
    write_documents(full);
}

void TreePartWriter::write_documents(const std::string& documents) {
    const std::string packed = codecs::zstd_block(documents);
    const std::lock_guard lock(m_file_mutex);
    m_file.append(packed);
}

void TreePartWriter::finish(const std::vector<WrittenCollection>& collections) {
    if (!m_documents.empty()) write_documents(std::exchange(m_documents, {}));
    facts::Writer writer;
    writer.count(collections.size());
    for (const WrittenCollection& one : collections) {
        for (const std::string* text : {&one.id, &one.title, &one.name, &one.document, &one.on_page})
            writer.text(*text);
    }
    m_file.append(codecs::zstd_block(writer.take()));
    m_file.finish();
}

TreePartFile::TreePartFile(const std::string& path) : m_file(whole(path)) {
    const auto header = decode(m_file.read(0));
    if (!header) throw FramesDamaged("'" + path + "' does not say which part it is, or is of a newer cairn");
    m_header = *header;
}

void TreePartFile::refuse() const {
    throw FramesDamaged("'" + path() + "' does not have the documents that were written into it");
}

void TreePartFile::documents(
    std::size_t batch, const std::function<void(const std::string& path, std::string_view bytes)>& take) const {
    const auto unpacked = codecs::unzstd_block(m_file.read(batch + 1));
    if (!unpacked) refuse();
    facts::Reader reader(*unpacked);
    while (!reader.is_at_end()) {
        const std::string path(reader.text());
        const std::string_view bytes = reader.text();
        if (reader.failed()) refuse();
        take(path, bytes);
    }
    if (reader.failed()) refuse();
}

std::vector<WrittenCollection> TreePartFile::collections() const {
    const auto unpacked = codecs::unzstd_block(m_file.read(m_file.frames().size() - 1));
    if (!unpacked) refuse();
    facts::Reader reader(*unpacked);
    std::vector<WrittenCollection> collections(reader.elements());
    for (WrittenCollection& one : collections) {
        for (std::string* text : {&one.id, &one.title, &one.name, &one.document, &one.on_page}) *text = reader.text();
    }
    if (reader.failed() || !reader.is_at_end()) refuse();
    return collections;
}

}  // namespace cairn

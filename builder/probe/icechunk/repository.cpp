#include "builder/probe/icechunk/repository.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

#include "base/codecs/zstd.hpp"
#include "base/json/parse.hpp"
#include "builder/probe/icechunk/flatbuffer.hpp"
#include "builder/probe/zarr/reports.hpp"

namespace cairn::icechunk {

namespace {

using zarr::problem_at;

constexpr std::string_view k_magic =
    "ICE\xF0\x9F\xA7\x8A"
    "CHUNK";
constexpr std::size_t k_header_bytes = 39;
constexpr std::size_t k_type_at = 37;
constexpr std::size_t k_compression_at = 38;
constexpr std::uint64_t k_largest_file = 64ULL << 20;
constexpr std::size_t k_largest_payload = 128 << 20;
constexpr std::size_t k_id_bytes = 12;
constexpr std::size_t k_node_id_bytes = 8;
constexpr std::size_t k_most_nodes = 100'000;
constexpr std::size_t k_longest_url = 8192;

/// Empty when the bytes are no zstd frame, or of more than `most` bytes.
std::optional<std::string> unpacked(std::string_view packed, std::size_t most) {
    constexpr int k_largest_window_log = 27;
    codecs::ZstdStream stream(k_largest_window_log);
    std::string bytes(std::min(most, packed.size() * 4 + 1024), '\0');
    codecs::Bytes in = codecs::bytes_of(packed);
    for (std::size_t filled = 0;;) {
        codecs::Out out = std::as_writable_bytes(std::span(bytes)).subspan(filled);
        const auto state = stream.decode(in, out);
        filled = bytes.size() - out.size();
        if (state == codecs::ZstdStream::State::at_end_of_frame) {
            bytes.resize(filled);
            return bytes;
        }
        if (state == codecs::ZstdStream::State::damaged || !out.empty() || bytes.size() == most) return std::nullopt;
        bytes.resize(std::min(most, bytes.size() * 2));
    }
}

Node node_of(const Table& table) {
    Node node;
    node.id = table.structure(0, k_node_id_bytes);
    std::string_view path = table.bytes(1);
    if (path.empty() || path.front() != '/' || node.id.empty()) throw BadBuffer{"a node has no path or no id"};
    node.path = path.substr(1);
    node.metadata = table.bytes(2);
    constexpr std::uint64_t k_array = 1;
    const auto data = table.table(4);
    if (table.number(3, 1) != k_array || !data) return node;
    const Vector manifests = data->vector(2, 4);
    for (std::size_t i = 0; i < manifests.size(); ++i)
        node.manifests.emplace_back(manifests.table(i).structure(0, k_id_bytes));
    return node;
}

/// The texts of virtual references may be compressed one by one, with a dictionary for all.
std::string url_of(const Table& reference, std::string_view dictionary) {
    if (reference.has(5)) return std::string(reference.bytes(5).substr(0, k_longest_url));
    const std::string_view packed = reference.bytes(8);
    std::string url(k_longest_url, '\0');
    const auto size = codecs::unzstd_with_dictionary(codecs::bytes_of(packed), std::as_writable_bytes(std::span(url)),
                                                     codecs::bytes_of(dictionary));
    if (!size) throw BadBuffer{"the location of a chunk cannot be decompressed"};
    url.resize(*size);
    return url;
}

ChunkReference reference_of(const Table& table, std::string_view dictionary, const Containers& containers) {
    ChunkReference reference;
    const Vector index = table.vector(0, 4);
    for (std::size_t i = 0; i < index.size(); ++i) reference.index.push_back(index.number(i));
    reference.is_inline = table.has(1);
    if (reference.is_inline) {
        reference.bytes = table.bytes(1);
        return reference;
    }
    reference.offset = table.number(2, 8);
    reference.length = table.number(3, 8);
    if (table.has(4)) {
        reference.chunk_file = "chunks/" + base32_of(table.structure(4, k_id_bytes));
    } else {
        reference.url = containers.resolved(url_of(table, dictionary));
    }
    return reference;
}

Problem damaged(std::string_view key, const char* what) {
    return problem_at("probe/bad-icechunk", key, fmt::format("found a damaged file: {}", what));
}

}  // namespace

std::string base32_of(std::string_view bytes) {
    constexpr char k_digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string text;
    unsigned held = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        for (held += 8; held >= 5; held -= 5) text += k_digits[bits >> (held - 5) & 31];
    }
    if (held > 0) text += k_digits[bits << (5 - held) & 31];
    return text;
}

Outcome<std::string> Repository::payload(const std::string& key, FileType type) {
    auto read = m_folder.get(key, k_largest_file);
    if (!read) return read.take_problem();
    if (!read->has_value())
        return problem_at("probe/bad-icechunk", key, "the file is not there, although the repository names it");
    const std::string_view file = **read;
    if (file.size() < k_header_bytes || !file.starts_with(k_magic) ||
        static_cast<unsigned char>(file[k_type_at]) != static_cast<unsigned char>(type))
        return problem_at("probe/bad-icechunk", key, "found a file without the header of its kind");
    const std::string_view rest = file.substr(k_header_bytes);
    if (file[k_compression_at] == 0) return std::string(rest);
    auto bytes = unpacked(rest, k_largest_payload);
    if (file[k_compression_at] != 1 || !bytes)
        return problem_at(
            "probe/bad-icechunk", key,
            fmt::format("found a file that cannot be decompressed, or has more than {} bytes then", k_largest_payload));
    return *std::move(bytes);
}

/// A configuration that cannot be read costs the addresses of virtual chunks that need it, and nothing else.
template <class Read>
void Repository::configure(std::string_view key, Read read) {
    try {
        m_containers = read();
    } catch (const BadBuffer& bad) {
        m_configuration_problem =
            problem_at("probe/bad-icechunk", key,
                       fmt::format("the configuration of the repository cannot be read: {}; virtual chunks that lie in "
                                   "its containers have no address then",
                                   bad.what));
    }
}

/// Version 1 has it in a file, which need not be there.
void Repository::read_configuration_file() {
    constexpr std::string_view k_file = "config.yaml";
    constexpr std::uint64_t k_most_bytes = 1 << 20;
    const auto text = m_folder.get(k_file, k_most_bytes);
    if (!text) {
        m_configuration_problem = text.problem();
    } else if (text->has_value()) {
        configure(k_file, [&] { return Containers::of_yaml(**text); });
    }
}

/// Version 1 has a small document for each branch.
Outcome<std::string> Repository::snapshot_in_refs() {
    const std::string key = "refs/branch.main/ref.json";
    auto text = m_folder.get(key, 1 << 16);
    if (!text) return text.take_problem();
    if (!text->has_value())
        return problem_at("probe/bad-icechunk", key, "the repository has no branch 'main', which would be read");
    const auto parsed = json::parse(**text);
    const auto* document = std::get_if<json::Value>(&parsed);
    const std::string_view id = document == nullptr ? std::string_view() : json::member_text(*document, "snapshot");
    if (id.empty()) return problem_at("probe/bad-icechunk", key, "found no \"snapshot\"");
    read_configuration_file();
    return "snapshots/" + std::string(id);
}

Outcome<std::string> Repository::snapshot_of_main() {
    auto has_file = m_folder.size_of("repo");
    if (!has_file) return has_file.take_problem();
    if (!has_file->has_value()) return snapshot_in_refs();
    auto bytes = payload("repo", FileType::repository);
    if (!bytes) return bytes.take_problem();
    try {
        const Table repository = Table::root(*bytes);
        configure("repo", [&] { return Containers::of_flexbuffer(repository.bytes(9)); });
        const Vector branches = repository.vector(2, 4);
        const Vector snapshots = repository.vector(4, 4);
        for (std::size_t i = 0; i < branches.size(); ++i) {
            const Table branch = branches.table(i);
            if (branch.bytes(0) != "main") continue;
            const std::uint64_t index = branch.number(1, 4);
            if (index >= snapshots.size()) throw BadBuffer{"a branch names a snapshot that is not there"};
            return "snapshots/" + base32_of(snapshots.table(index).structure(0, k_id_bytes));
        }
    } catch (const BadBuffer& bad) {
        return damaged("repo", bad.what);
    }
    return problem_at("probe/bad-icechunk", "repo", "the repository has no branch 'main', which would be read");
}

Outcome<std::vector<Node>> Repository::nodes() {
    const auto key = snapshot_of_main();
    if (!key) return key.problem();
    m_snapshot = key->substr(key->rfind('/') + 1);
    const auto bytes = payload(*key, FileType::snapshot);
    if (!bytes) return bytes.problem();
    try {
        std::vector<Node> nodes;
        const Vector tables = Table::root(*bytes).vector(2, 4);
        for (std::size_t i = 0; i < tables.size() && i < k_most_nodes; ++i) nodes.push_back(node_of(tables.table(i)));
        return nodes;
    } catch (const BadBuffer& bad) {
        return damaged(*key, bad.what);
    }
}

std::optional<Problem> Repository::chunks(std::string_view manifest_id, std::string_view node_id,
                                          const std::function<void(const ChunkReference&)>& take) {
    const std::string key = "manifests/" + base32_of(manifest_id);
    if (key != m_manifest_key) {
        auto bytes = payload(key, FileType::manifest);
        if (!bytes) return bytes.take_problem();
        m_manifest = *std::move(bytes);
        m_manifest_key = key;
    }
    try {
        const Table manifest = Table::root(m_manifest);
        const std::string_view dictionary = manifest.bytes(2);
        const Vector arrays = manifest.vector(1, 4);
        for (std::size_t i = 0; i < arrays.size(); ++i) {
            const Table array = arrays.table(i);
            if (array.structure(0, k_node_id_bytes) != node_id) continue;
            const Vector references = array.vector(1, 4);
            for (std::size_t k = 0; k < references.size(); ++k)
                take(reference_of(references.table(k), dictionary, m_containers));
        }
    } catch (const BadBuffer& bad) {
        return damaged(key, bad.what);
    }
    return std::nullopt;
}

}  // namespace cairn::icechunk

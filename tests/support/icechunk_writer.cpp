#include "tests/support/icechunk_writer.hpp"

#include <zstd.h>

#include <map>

#include "builder/probe/icechunk/repository.hpp"

namespace cairn::test {

namespace {

constexpr std::string_view k_time = R"({"zarr_format": 3, "node_type": "array", "shape": [8], "data_type": "int16",
    "fill_value": 0, "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [2]}},
    "chunk_key_encoding": {"name": "default"}, "dimension_names": ["time"], "attributes": {"units": "days since 2000-01-01"},
    "codecs": [{"name": "bytes", "configuration": {"endian": "little"}}]})";

class Writer {
  public:
    std::string write(const FlatTable& root) {
        m_bytes.assign(4, '\0');
        const std::size_t at = table(root);
        put(0, little_endian(at, 4));
        return m_bytes;
    }

  private:
    void put(std::size_t at, std::string_view bytes) { m_bytes.replace(at, bytes.size(), bytes); }

    /// Where the table begins. What its fields refer to comes after it.
    std::size_t table(const FlatTable& written) {
        const unsigned slots = written.fields.empty() ? 0 : written.fields.back().number + 1;
        std::string vtable(4 + 2 * std::size_t{slots}, '\0');
        std::string body(4, '\0');
        std::map<const FlatField*, std::size_t> places;
        for (const FlatField& field : written.fields) {
            places[&field] = body.size();
            vtable.replace(4 + 2 * std::size_t{field.number}, 2, little_endian(body.size(), 2));
            const auto* bytes = std::get_if<Inline>(&field.value);
            body += bytes != nullptr ? bytes->bytes : std::string(4, '\0');
        }
        vtable.replace(0, 4, little_endian(vtable.size(), 2) + little_endian(body.size(), 2));
        body.replace(0, 4, little_endian(vtable.size(), 4));
        m_bytes += vtable;
        const std::size_t at = m_bytes.size();
        m_bytes += body;
        for (const FlatField& field : written.fields) follow(at + places[&field], field);
        return at;
    }

    void follow(std::size_t place, const FlatField& field) {
        if (const auto* behind = std::get_if<Behind>(&field.value)) {
            put(place, little_endian(m_bytes.size() - place, 4));
            m_bytes += little_endian(behind->elements.size() / behind->element_size, 4) + behind->elements;
        } else if (const auto* one = std::get_if<std::shared_ptr<FlatTable>>(&field.value)) {
            const std::size_t at = table(**one);
            put(place, little_endian(at - place, 4));
        } else if (const auto* many = std::get_if<std::vector<FlatTable>>(&field.value)) {
            put(place, little_endian(m_bytes.size() - place, 4));
            m_bytes += little_endian(many->size(), 4);
            const std::size_t first = m_bytes.size();
            m_bytes.append(4 * many->size(), '\0');
            for (std::size_t i = 0; i < many->size(); ++i) {
                const std::size_t at = table((*many)[i]);
                put(first + 4 * i, little_endian(at - first - 4 * i, 4));
            }
        }
    }

    std::string m_bytes;
};

std::string id_of(char c, std::size_t size = 12) { return std::string(size, c); }

FlatField text(unsigned number, std::string_view bytes) { return {number, Behind{std::string(bytes)}}; }

FlatTable node(std::string_view path, std::string_view metadata, char id, const FlatTable& data, char kind) {
    return {{{0, Inline{id_of(id, 8)}},
             text(1, path),
             text(2, metadata),
             {3, Inline{std::string(1, kind)}},
             {4, std::make_shared<FlatTable>(data)}}};
}

std::string snapshot() {
    const FlatTable manifest{{{0, Inline{id_of('m')}}}};
    const FlatTable array{{{2, std::vector<FlatTable>{manifest}}}};
    return flat_buffer(
        {{{0, Inline{id_of('s')}},
          {2, std::vector<FlatTable>{node("/", R"({"zarr_format": 3, "node_type": "group"})", 'r', {}, 2),
                                     node("/time", k_time, 't', array, 1)}}}});
}

FlatTable chunk(std::uint32_t index, std::vector<FlatField> fields) {
    FlatTable made{{{0, Behind{little_endian(index, 4), 4}}}};
    for (FlatField& field : fields) made.fields.push_back(std::move(field));
    return made;
}

std::string manifest(std::string_view url) {
    using std::string_view_literals::operator""sv;
    const FlatTable array{
        {{0, Inline{id_of('t', 8)}},
         {1,
          std::vector<FlatTable>{
              chunk(0, {text(1, "\1\0\2\0"sv)}),
              chunk(1, {{2, Inline{little_endian(1, 8)}}, {3, Inline{little_endian(4, 8)}}, {4, Inline{id_of('c')}}}),
              chunk(2, {{2, Inline{little_endian(3, 8)}}, {3, Inline{little_endian(4, 8)}}, text(5, url)})}}}};
    return flat_buffer({{{0, Inline{id_of('m')}}, {1, std::vector<FlatTable>{array}}}});
}

std::string repository() {
    const FlatTable main{{text(0, "main"), {1, Inline{little_endian(0, 4)}}}};
    const FlatTable info{{{0, Inline{id_of('s')}}}};
    return flat_buffer({{{0, Inline{"\2"}}, {2, std::vector<FlatTable>{main}}, {4, std::vector<FlatTable>{info}}}});
}

}  // namespace

std::string little_endian(std::uint64_t number, std::size_t width) {
    std::string bytes;
    for (std::size_t i = 0; i < width; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xff);
    return bytes;
}

std::string flat_buffer(const FlatTable& root) { return Writer().write(root); }

std::string icechunk_file(char version, char type, std::string_view payload, bool compressed) {
    std::string packed(ZSTD_compressBound(payload.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), payload.data(), payload.size(), 3));
    std::string file =
        "ICE\xF0\x9F\xA7\x8A"
        "CHUNK";
    file += std::string(24, ' ') + version + type + static_cast<char>(compressed ? 1 : 0);
    return file + (compressed ? packed : std::string(payload));
}

std::vector<std::pair<std::string, std::string>> icechunk_repository(char version, std::string_view url) {
    const auto named = [](const std::string& folder, char id) { return folder + '/' + icechunk::base32_of(id_of(id)); };
    std::vector<std::pair<std::string, std::string>> files{
        {named("snapshots", 's'), icechunk_file(version, 1, snapshot(), true)},
        {named("manifests", 'm'), icechunk_file(version, 2, manifest(url), false)},
        {named("chunks", 'c'), std::string("x\3\0\4\0", 5)}};
    if (version == 1) {
        files.emplace_back("refs/branch.main/ref.json", "{\"snapshot\":\"" + icechunk::base32_of(id_of('s')) + "\"}");
    } else {
        files.emplace_back("repo", icechunk_file(version, 6, repository(), true));
    }
    return files;
}

}  // namespace cairn::test

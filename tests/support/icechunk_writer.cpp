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

std::string repository(std::string_view configuration) {
    const FlatTable main{{text(0, "main"), {1, Inline{little_endian(0, 4)}}}};
    const FlatTable info{{{0, Inline{id_of('s')}}}};
    FlatTable table{{{0, Inline{"\2"}}, {2, std::vector<FlatTable>{main}}, {4, std::vector<FlatTable>{info}}}};
    if (!configuration.empty()) table.fields.push_back(text(9, configuration));
    return flat_buffer(table);
}

/// Writes values behind what they hold: offsets lead backwards.
class FlexWriter {
  public:
    explicit FlexWriter(std::size_t width) : m_width(width) {}

    std::string write(const FlexTree& root) {
        const std::size_t at = hold(root);
        offset_to(at);
        m_bytes += type_of(root);
        m_bytes += static_cast<char>(m_width);
        return std::move(m_bytes);
    }

  private:
    void number(std::uint64_t value) { m_bytes += little_endian(value, m_width); }
    void offset_to(std::size_t at) { number(at == 0 ? 0 : m_bytes.size() - at); }

    char type_of(const FlexTree& tree) const {
        constexpr unsigned k_types[]{0, 5, 9};
        const unsigned width = m_width == 1 ? 0 : m_width == 2 ? 1 : m_width == 4 ? 2 : 3;
        return static_cast<char>(k_types[tree.value.index()] << 2 | width);
    }

    /// Where the value begins; 0 of null, which holds nothing.
    std::size_t hold(const FlexTree& tree) {
        if (const auto* text = std::get_if<std::string>(&tree.value)) {
            number(text->size());
            const std::size_t at = m_bytes.size();
            m_bytes += *text + '\0';
            return at;
        }
        const auto* map = std::get_if<2>(&tree.value);
        return map == nullptr ? 0 : hold_map(*map);
    }

    std::size_t hold_map(const std::vector<std::pair<std::string, FlexTree>>& map) {
        std::vector<std::size_t> keys;
        std::vector<std::size_t> values;
        for (const auto& [key, value] : map) {
            keys.push_back(m_bytes.size());
            m_bytes += key + '\0';
            values.push_back(hold(value));
        }
        number(map.size());
        const std::size_t key_vector = m_bytes.size();
        for (const std::size_t key : keys) number(m_bytes.size() - key);
        offset_to(key_vector);
        number(m_width);
        number(map.size());
        const std::size_t at = m_bytes.size();
        for (const std::size_t value : values) offset_to(value);
        for (const auto& member : map) m_bytes += type_of(member.second);
        return at;
    }

    std::size_t m_width;
    std::string m_bytes;
};

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

std::string flex_buffer(const FlexTree& root, std::size_t width) { return FlexWriter(width).write(root); }

FlexTree container_configuration(std::string_view key, std::string_view name, std::string_view prefix) {
    using Map = std::vector<std::pair<std::string, FlexTree>>;
    const auto text_or_null = [](std::string_view text) {
        return text.empty() ? FlexTree{} : FlexTree{std::string(text)};
    };
    const FlexTree container{Map{{"name", text_or_null(name)}, {"url_prefix", text_or_null(prefix)}}};
    return {Map{{"manifest", {}}, {"virtual_chunk_containers", {Map{{std::string(key), container}}}}}};
}

std::vector<std::pair<std::string, std::string>> icechunk_repository(char version, std::string_view url,
                                                                     std::string_view configuration) {
    const auto named = [](const std::string& folder, char id) { return folder + '/' + icechunk::base32_of(id_of(id)); };
    std::vector<std::pair<std::string, std::string>> files{
        {named("snapshots", 's'), icechunk_file(version, 1, snapshot(), true)},
        {named("manifests", 'm'), icechunk_file(version, 2, manifest(url), false)},
        {named("chunks", 'c'), std::string("x\3\0\4\0", 5)}};
    if (version == 1) {
        files.emplace_back("refs/branch.main/ref.json", "{\"snapshot\":\"" + icechunk::base32_of(id_of('s')) + "\"}");
        if (!configuration.empty()) files.emplace_back("config.yaml", configuration);
    } else {
        files.emplace_back("repo", icechunk_file(version, 6, repository(configuration), true));
    }
    return files;
}

}  // namespace cairn::test

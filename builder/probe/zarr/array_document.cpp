#include "builder/probe/zarr/array_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/write.hpp"
#include "base/text.hpp"
#include "builder/probe/zarr/data_type.hpp"
#include "builder/probe/zarr/named_numbers.hpp"
#include "builder/probe/zarr/rectilinear_grid.hpp"

namespace cairn::zarr {

namespace {

constexpr std::uint64_t k_longest_axis = static_cast<std::uint64_t>(INT64_MAX);
/// Chunk sizes beyond this overflow in other programs, whatever is in them.
constexpr std::uint64_t k_largest_chunk = static_cast<std::uint64_t>(INT64_MAX);

/// A value as it stands in a message.
std::string shown(const json::Value* value) {
    if (value == nullptr) return "nothing";
    if (value->IsObject() || value->IsArray()) return fmt::format("an {}", json::kind_name(*value));
    if (value->IsDouble()) return fmt::format("{}", value->GetDouble());
    std::string text = json::write(*value);
    if (text.size() > 80) text = to_utf8(text.substr(0, 80)) + "...";
    return text;
}

std::optional<std::uint64_t> product(const std::vector<std::uint64_t>& factors, std::uint64_t start) {
    std::uint64_t result = start;
    for (const std::uint64_t factor : factors) {
        if (__builtin_mul_overflow(result, factor, &result)) return std::nullopt;
    }
    return result;
}

class ArrayParser {
  public:
    ArrayParser(Node& node, Reports& reports) : m_document(node.document), m_key(key_of(node)), m_reports(reports) {
        m_array.metadata.zarr_version = node.zarr_version;
        name_numbers(m_document);
    }

    std::optional<ArrayDocument> parse() {
        if (m_array.metadata.zarr_version == 2 && !has_format(2)) return std::nullopt;
        if (!parse_shape()) return std::nullopt;
        if (m_array.metadata.zarr_version == 2) {
            parse_v2();
        } else {
            parse_v3();
        }
        check_chunk_bytes();
        return std::move(m_array);
    }

  private:
    const json::Value* member(std::string_view name) const { return json::find(std::as_const(m_document), name); }

    json::Value take(std::string_view name) {
        json::Value* found = json::find(m_document, name);
        return found == nullptr ? json::Value() : std::move(*found);
    }

    /// The array can be described, its values cannot be read.
    void no_values(std::string reason) {
        m_reports.warning("probe/bad-metadata", m_key,
                          fmt::format("{}; the array is described, its values cannot be read", reason));
        if (m_array.values_unreadable_because.empty()) m_array.values_unreadable_because = to_utf8(reason);
    }

    bool has_format(int expected) {
        const json::Value* format = member("zarr_format");
        if (format != nullptr && format->IsInt() && format->GetInt() == expected) return true;
        m_reports.error(
            "probe/bad-metadata", m_key,
            fmt::format("found zarr_format {}, expected {}; the array is left out", shown(format), expected));
        return false;
    }

    /// Empty when `sizes` has the numbers of an array of JSON.
    static std::string read_sizes(const json::Value* value, std::string_view name, std::uint64_t least,
                                  std::vector<std::uint64_t>& sizes) {
        if (value == nullptr || !value->IsArray())
            return fmt::format("found {} as {}, expected an array of numbers", shown(value), name);
        if (value->Size() > k_most_axes)
            return fmt::format("found {} numbers in {}, expected at most {}", value->Size(), name, k_most_axes);
        for (const json::Value& size : value->GetArray()) {
            if (!size.IsUint64() || size.GetUint64() > k_longest_axis || size.GetUint64() < least) {
                return fmt::format("found {} in {}, expected whole numbers from {} to 2^63-1", shown(&size), name,
                                   least);
            }
            sizes.push_back(size.GetUint64());
        }
        return {};
    }

    bool parse_shape() {
        const std::string why_not = read_sizes(member("shape"), "shape", 0, m_array.metadata.shape);
        if (why_not.empty()) return true;
        m_reports.error("probe/bad-metadata", m_key, why_not + "; the array is left out");
        return false;
    }

    void parse_v2() {
        ArrayMetadata& array = m_array.metadata;
        parse_type(member("dtype"), parse_v2_type);
        array.filters = take("filters");
        array.compressor = take("compressor");
        settle_objects(array.type, array.filters);
        parse_chunks(member("chunks"), "chunks");
        const json::Value* order = member("order");
        const std::string_view order_name = order == nullptr ? "C" : json::text_or(*order, "");
        if (order_name != "C" && order_name != "F")
            no_values(fmt::format("found the order {}, expected \"C\" or \"F\"", shown(order)));
        array.column_major = order_name == "F";
        parse_separator(member("dimension_separator"), ChunkKeys::Encoding::v2, '.');
        array.fill_value = take("fill_value");
    }

    void parse_v3() {
        ArrayMetadata& array = m_array.metadata;
        parse_type(member("data_type"), parse_v3_type);
        parse_chunk_grid();
        parse_chunk_keys();
        parse_codecs();
        parse_dimension_names();
        const json::Value* transformers = member("storage_transformers");
        if (transformers != nullptr && !(transformers->IsArray() && transformers->Empty()) && !transformers->IsNull())
            no_values("found storage_transformers, none of which is known");
        find_extensions();
        array.fill_value = take("fill_value");
    }

    template <class Parse>
    void parse_type(const json::Value* value, Parse read) {
        DataType& type = m_array.metadata.type;
        std::string why_not;
        if (value == nullptr) why_not = "found no data type";
        std::optional<DataType> parsed = value == nullptr ? std::nullopt : read(*value, why_not);
        if (parsed) type = *std::move(parsed);
        if (!why_not.empty()) no_values(why_not);
    }

    /// The shape itself when the chunks cannot be understood: nothing is then read.
    void parse_chunks(const json::Value* value, std::string_view name) {
        ArrayMetadata& array = m_array.metadata;
        std::string why_not = read_sizes(value, name, 0, array.chunk_shape);
        if (why_not.empty() && array.chunk_shape.size() != array.shape.size()) {
            why_not = fmt::format("found {} numbers in {}, expected {}, as many as in shape", array.chunk_shape.size(),
                                  name, array.shape.size());
        }
        for (std::size_t i = 0; why_not.empty() && i < array.chunk_shape.size(); ++i) {
            if (array.chunk_shape[i] == 0 && array.shape[i] == 0) array.chunk_shape[i] = 1;  // as old writers do
            if (array.chunk_shape[i] == 0)
                why_not = fmt::format("found 0 in {}, expected whole numbers from 1 to 2^63-1", name);
        }
        if (why_not.empty()) return;
        no_values(std::move(why_not));
        take_shape_as_chunks();
    }

    void parse_separator(const json::Value* value, ChunkKeys::Encoding encoding, char usual) {
        m_array.metadata.keys = {encoding, usual};
        if (value == nullptr || value->IsNull()) return;
        const std::string_view text = json::text_or(*value, "");
        if (text == "." || text == "/") {
            m_array.metadata.keys.separator = text.front();
        } else {
            no_values(fmt::format("found {} as separator of chunk keys, expected \".\" or \"/\"", shown(value)));
        }
    }

    /// An extension point of Zarr v3: an object with a name and perhaps a configuration, or the name alone.
    static std::string_view name_of(const json::Value* point) {
        if (point == nullptr) return {};
        return point->IsString() ? json::view(*point) : json::member_text(*point, "name");
    }
    static const json::Value* configuration(const json::Value* point, std::string_view name) {
        if (point == nullptr) return nullptr;
        const json::Value* found = json::find(*point, "configuration");
        return found == nullptr ? nullptr : json::find(*found, name);
    }

    void parse_chunk_grid() {
        const json::Value* grid = member("chunk_grid");
        if (name_of(grid) == "regular") return parse_chunks(configuration(grid, "chunk_shape"), "chunk_shape");
        if (name_of(grid) == "rectilinear") return parse_runs(json::find(*grid, "configuration"));
        no_values(fmt::format("found the chunk_grid '{}', expected 'regular' or 'rectilinear'",
                              to_utf8(name_of(grid).substr(0, 80))));
        take_shape_as_chunks();
    }

    void parse_runs(const json::Value* configured) {
        ArrayMetadata& array = m_array.metadata;
        std::string why_not;
        array.chunk_runs = parse_rectilinear(configured, array.shape, why_not);
        for (const ChunkRuns& axis : array.chunk_runs) array.chunk_shape.push_back(axis.longest());
        if (why_not.empty()) return;
        no_values(std::move(why_not));
        take_shape_as_chunks();
    }

    /// Where chunks cannot be understood, so that nothing is read.
    void take_shape_as_chunks() {
        ArrayMetadata& array = m_array.metadata;
        array.chunk_shape = array.shape;
        for (std::uint64_t& size : array.chunk_shape) size = std::max<std::uint64_t>(size, 1);
    }

    void parse_chunk_keys() {
        const json::Value* keys = member("chunk_key_encoding");
        const std::string_view name = name_of(keys);
        if (name == "v2") return parse_separator(configuration(keys, "separator"), ChunkKeys::Encoding::v2, '.');
        parse_separator(configuration(keys, "separator"), ChunkKeys::Encoding::standard, '/');
        if (name != "default") {
            no_values(fmt::format("found the chunk_key_encoding '{}', expected 'default' or 'v2'",
                                  to_utf8(name.substr(0, 80))));
        }
    }

    void parse_codecs() {
        m_array.metadata.codecs = take("codecs");
        const json::Value& codecs = m_array.metadata.codecs;
        if (codecs.IsNull()) return assume_plain_bytes();
        if (!codecs.IsArray() || codecs.Empty())
            no_values(fmt::format("found {} as codecs, expected an array with at least one", shown(&codecs)));
    }

    /// Drafts of Zarr v3 had no codecs for arrays that are not compressed.
    void assume_plain_bytes() {
        m_reports.warning("probe/bad-metadata", m_key,
                          "found no codecs; the array is taken for an uncompressed one in little-endian order");
        m_array.metadata.codecs =
            std::get<json::Value>(json::parse(R"([{"name": "bytes", "configuration": {"endian": "little"}}])"));
    }

    void parse_dimension_names() {
        const json::Value* names = member("dimension_names");
        if (names == nullptr || names->IsNull()) return;
        ArrayMetadata& array = m_array.metadata;
        if (!names->IsArray() || names->Size() != array.shape.size()) {
            m_reports.warning("probe/bad-dimensions", m_key,
                              fmt::format("found {} as dimension_names, expected an array of {} names; the dimensions "
                                          "have no names then",
                                          names->IsArray() ? fmt::format("{} names", names->Size()) : shown(names),
                                          array.shape.size()));
            return;
        }
        for (const json::Value& name : names->GetArray()) {
            const bool is_name = name.IsString() && name.GetStringLength() > 0;
            array.dimension_names.push_back(is_name ? std::optional(std::string(json::view(name))) : std::nullopt);
        }
    }

    /// Members that are not known may change what the others mean, unless they say that they do not (Zarr v3, section
    /// on extensions).
    void find_extensions() {
        static constexpr std::array<std::string_view, 12> k_known{"zarr_format",
                                                                  "node_type",
                                                                  "shape",
                                                                  "data_type",
                                                                  "chunk_grid",
                                                                  "chunk_key_encoding",
                                                                  "fill_value",
                                                                  "codecs",
                                                                  "attributes",
                                                                  "dimension_names",
                                                                  "storage_transformers",
                                                                  "consolidated_metadata"};
        for (const auto& extension : std::as_const(m_document).GetObject()) {
            const std::string_view name = json::view(extension.name);
            if (std::find(k_known.begin(), k_known.end(), name) != k_known.end()) continue;
            const json::Value* must = json::find(extension.value, "must_understand");
            if (must != nullptr && must->IsBool() && !must->GetBool()) continue;
            no_values(fmt::format("found the extension '{}', which is not known and has no \"must_understand\": false",
                                  to_utf8(name.substr(0, 80))));
        }
    }

    void check_chunk_bytes() {
        const ArrayMetadata& array = m_array.metadata;
        const std::uint64_t item_bytes = std::max<std::uint64_t>(array.type.item_bytes, 1);
        const auto bytes = product(array.chunk_shape, item_bytes);
        if (bytes && *bytes <= k_largest_chunk) return;
        no_values("found a chunk shape with more than 2^63-1 bytes a chunk");
    }

    json::Value& m_document;
    std::string m_key;
    Reports& m_reports;
    ArrayDocument m_array;
};

}  // namespace

std::optional<ArrayDocument> parse_array(Node& node, Reports& reports) { return ArrayParser(node, reports).parse(); }

}  // namespace cairn::zarr

#include "builder/probe/zarr/codecs/chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/saturating.hpp"
#include "builder/probe/zarr/codecs/failure.hpp"
#include "builder/probe/zarr/codecs/numbers.hpp"
#include "builder/probe/zarr/codecs/v3_chain.hpp"
#include "builder/probe/zarr/data_type.hpp"

namespace cairn::zarr {

namespace {

using Kind = DataType::Kind;

std::string_view id_of(const json::Value& codec) {
    const std::string_view id = json::member_text(codec, "id");
    if (id.empty())
        throw Damage{fmt::format("found a codec without id ({}), expected an object with one", json::kind_name(codec))};
    return id;
}

Labels labels_of(const json::Value& codec) {
    Labels labels;
    const json::Value* texts = json::find(codec, "labels");
    if (texts == nullptr || !texts->IsArray()) throw Damage{"codec 'categorize': its labels are missing"};
    for (const json::Value& text : texts->GetArray()) labels.texts.emplace_back(json::text_or(text, ""));
    std::string why_not;
    const auto numbers =
        parse_codec_type(json::find(codec, "astype") ? json::member_text(codec, "astype") : "u1", why_not);
    if (!numbers || !is_number(*numbers) || numbers->kind == Kind::floating)
        throw Damage{"codec 'categorize': its astype is no integer type"};
    labels.numbers = *numbers;
    return labels;
}

/// The filter next to the array, when it is one that takes texts.
bool take_serializer(Chain& chain, const json::Value& filter) {
    const std::string_view id = id_of(filter);
    if (id == "vlen-utf8") {
        if (!chain.layout.are_texts) throw Damage{"found the codec 'vlen-utf8' for a type of fixed size"};
        chain.serializer = Chain::Serializer::texts;
        return true;
    }
    if (id != "categorize") return false;
    if (!chain.layout.are_texts && chain.type.kind != Kind::text)
        throw Damage{"found the codec 'categorize' for a type that is no text"};
    chain.serializer = Chain::Serializer::labels;
    chain.labels = labels_of(filter);
    chain.stored_width = chain.labels.numbers.item_bytes;
    return true;
}

void add_filters(Chain& chain, const json::Value& filters) {
    if (filters.IsNull()) return;
    if (!filters.IsArray())
        throw Damage{fmt::format("found {} as filters, expected an array or null", json::kind_name(filters))};
    check_number_of_codecs(filters.Size());
    bool is_first = true;
    for (const json::Value& filter : filters.GetArray()) {
        if (!is_first || !take_serializer(chain, filter)) chain.byte_steps.push_back(make_step(id_of(filter), filter));
        is_first = false;
    }
}

/// v2's order F: the axes in reverse.
void add_column_major(Chain& chain) {
    ArrayStep step;
    step.permutation.resize(chain.shape.size());
    std::iota(step.permutation.rbegin(), step.permutation.rend(), std::size_t{0});
    step.shape = chain.shape;
    step.layout = chain.layout;
    chain.stored_shape = permuted(chain.shape, step.permutation);
    chain.array_steps.push_back(std::move(step));
}

Chain make_v2_chain(const ArrayMetadata& array, const Shape& chunk_shape) {
    Chain chain = plain_chain(array.type, chunk_shape);
    if (array.column_major && chunk_shape.size() > 1) add_column_major(chain);
    add_filters(chain, array.filters);
    if (!array.compressor.IsNull()) chain.byte_steps.push_back(make_step(id_of(array.compressor), array.compressor));
    if (chain.layout.are_texts && chain.serializer == Chain::Serializer::bytes)
        throw Unsupported{"objects without the filter 'vlen-utf8' are not known"};
    return chain;
}

void add_v2_refusal(const json::Value& codec, std::vector<std::string>& names) {
    const std::string id(json::member_text(codec, "id"));
    if (id.empty() || id == "vlen-utf8" || id == "vlen-bytes" || id == "categorize") return;
    add_refusal(id, codec, names);
}

std::uint64_t most_serialized(const Chain& chain, std::uint64_t most_decoded) {
    const std::uint64_t count = product_of(chain.stored_shape).value_or(k_largest);
    switch (chain.serializer) {
        case Chain::Serializer::bytes:
        case Chain::Serializer::labels:
            return saturating_multiply(count, chain.stored_width);
        case Chain::Serializer::texts:
            break;
        case Chain::Serializer::shards:
            return saturating_add(saturating_multiply(2, most_decoded),
                                  most_encoded(chain.shards->index, most_decoded));
    }
    return most_decoded;
}

}  // namespace

Layout layout_of(const DataType& type) {
    const bool are_texts = type.kind == Kind::variable_text;
    return {.width = are_texts ? 1 : type.item_bytes, .are_texts = are_texts};
}

Chain plain_chain(const DataType& type, const Shape& shape) {
    Chain chain;
    chain.type = type;
    chain.shape = shape;
    chain.stored_shape = shape;
    chain.layout = layout_of(type);
    chain.stored_width = chain.layout.width;
    return chain;
}

void check_number_of_codecs(std::uint64_t number) {
    constexpr std::uint64_t k_most = 64;
    if (number > k_most) throw Damage{fmt::format("found {} codecs, expected at most {}", number, k_most)};
}

Chain make_chain(const ArrayMetadata& array, const Shape& chunk_shape) {
    return array.zarr_version == 2 ? make_v2_chain(array, chunk_shape)
                                   : make_v3_chain(array.codecs, array.type, chunk_shape);
}

void add_refusal(const std::string& name, const json::Value& configuration, std::vector<std::string>& names) {
    try {
        make_step(name, configuration);
    } catch (const Unsupported&) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    } catch (const Damage&) {  // the codec is known, and read_values says what is wrong with it
    }
}

std::vector<std::string> refused_codecs(const ArrayMetadata& array) {
    std::vector<std::string> names;
    if (array.zarr_version != 2) {
        add_v3_refusals(array.codecs, names);
        return names;
    }
    if (array.filters.IsArray()) {
        for (const json::Value& filter : array.filters.GetArray()) add_v2_refusal(filter, names);
    }
    add_v2_refusal(array.compressor, names);
    return names;
}

std::vector<std::uint64_t> most_after_steps(const Chain& chain, std::uint64_t most_decoded) {
    constexpr std::uint64_t k_most_bytes = std::uint64_t{1} << 62;  ///< far below where sums could overflow
    std::vector<std::uint64_t> most{std::min(most_serialized(chain, most_decoded), k_most_bytes)};
    for (const Step& step : chain.byte_steps) most.push_back(std::min(step.most_encoded(most.back()), k_most_bytes));
    return most;
}

std::uint64_t most_encoded(const Chain& chain, std::uint64_t most_decoded) {
    return most_after_steps(chain, most_decoded).back();
}

}  // namespace cairn::zarr

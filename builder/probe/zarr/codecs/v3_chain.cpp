#include "builder/probe/zarr/codecs/v3_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "builder/probe/zarr/codecs/failure.hpp"

namespace cairn::zarr {

namespace {

using Kind = DataType::Kind;

constexpr unsigned k_most_nested = 8;                   ///< shards within shards
constexpr std::uint64_t k_most_inner_chunks = 1000000;  ///< of one shard

struct Named {
    std::string_view name;
    const json::Value& configuration;
};

Named named(const json::Value& codec) {
    static const json::Value k_none = json::object();
    const std::string_view name = codec.IsString() ? json::view(codec) : json::member_text(codec, "name");
    if (name.empty()) throw Damage{fmt::format("found a codec without name ({})", json::kind_name(codec))};
    const json::Value* configuration = json::find(codec, "configuration");
    return {name, configuration != nullptr && configuration->IsObject() ? *configuration : k_none};
}

/// Bytes whose order endianness reverses.
std::size_t swapped_unit(const DataType& type) {
    switch (type.kind) {
        case Kind::text:
            return 4;
        case Kind::complex:
            return type.item_bytes / 2;
        case Kind::bytes:
        case Kind::variable_text:
        case Kind::structure:
        case Kind::opaque:
            return 0;
        default:
            return type.item_bytes == 1 ? 0 : type.item_bytes;
    }
}

std::vector<std::size_t> permutation_of(const json::Value& configuration, std::size_t rank) {
    std::vector<std::size_t> permutation(rank);
    std::iota(permutation.begin(), permutation.end(), std::size_t{0});
    const json::Value* order = json::find(configuration, "order");
    if (order != nullptr && order->IsString() && json::view(*order) == "C") return permutation;
    if (order != nullptr && order->IsString() && json::view(*order) == "F") {
        std::reverse(permutation.begin(), permutation.end());
        return permutation;
    }
    if (order == nullptr || !order->IsArray() || order->Size() != rank)
        throw Damage{fmt::format("codec 'transpose': expected an order of {} axes", rank)};
    std::vector<bool> is_there(rank, false);
    for (std::size_t i = 0; i < rank; ++i) {
        const json::Value& axis = (*order)[static_cast<rapidjson::SizeType>(i)];
        if (!axis.IsUint() || axis.GetUint() >= rank || is_there[axis.GetUint()])
            throw Damage{fmt::format("codec 'transpose': its order is no permutation of {} axes", rank)};
        permutation[i] = axis.GetUint();
        is_there[axis.GetUint()] = true;
    }
    return permutation;
}

/// Takes the codecs in the order of writing.
class ChainBuilder {
  public:
    ChainBuilder(const DataType& type, const Shape& shape, unsigned depth)
        : m_chain(plain_chain(type, shape)), m_unit(swapped_unit(type)), m_depth(depth) {}

    void add(const Named& codec) {
        if (m_is_serialized) {
            m_chain.byte_steps.push_back(make_step(codec.name, codec.configuration));
        } else if (codec.name == "transpose") {
            add_transposition(codec.configuration);
        } else if (!add_serializer(codec)) {
            add_filter(codec);
        }
    }

    Chain finish() {
        if (!m_is_serialized) throw Damage{"found no codec that makes bytes of the array, expected 'bytes' or another"};
        return std::move(m_chain);
    }

    void serialize_bytes(const json::Value& configuration) {
        if (m_chain.layout.are_texts) throw Damage{"found the codec 'bytes' for texts of varying length"};
        m_is_serialized = true;
        if (json::member_text(configuration, "endian") == "big") m_chain.swapped_unit = m_unit;
    }

  private:
    bool add_serializer(const Named& codec) {
        if (codec.name == "bytes" || codec.name == "endian") {
            serialize_bytes(codec.configuration);
        } else if (without_prefix(codec.name) == "vlen-utf8") {
            serialize_texts();
        } else if (codec.name == "sharding_indexed") {
            serialize_shards(codec.configuration);
        } else {
            return false;
        }
        return true;
    }

    ArrayStep next_step() const {
        ArrayStep step;
        step.shape = m_chain.stored_shape;
        step.layout = {.width = m_chain.stored_width, .are_texts = m_chain.layout.are_texts};
        return step;
    }

    void add_transposition(const json::Value& configuration) {
        ArrayStep step = next_step();
        step.permutation = permutation_of(configuration, m_chain.shape.size());
        m_chain.stored_shape = permuted(m_chain.stored_shape, step.permutation);
        m_chain.array_steps.push_back(std::move(step));
    }

    void add_filter(const Named& codec) {
        ArrayStep step = next_step();
        step.filter = make_step(codec.name, codec.configuration);
        if (m_chain.layout.are_texts)
            throw Unsupported{fmt::format("codec '{}' for texts of varying length is not known", codec.name)};
        if (!step.filter->has_fixed_size || without_prefix(codec.name) == "packbits")
            throw Unsupported{fmt::format("codec '{}' before the array is bytes is not known", codec.name)};
        if (step.filter->encoded_width != 0) {
            m_chain.stored_width = step.filter->encoded_width;
            m_unit = m_chain.stored_width == 1 ? 0 : m_chain.stored_width;
        }
        m_chain.array_steps.push_back(std::move(step));
    }

    void serialize_texts() {
        if (!m_chain.layout.are_texts) throw Damage{"found the codec 'vlen-utf8' for a type of fixed size"};
        m_chain.serializer = Chain::Serializer::texts;
        m_is_serialized = true;
    }

    void serialize_shards(const json::Value& configuration);

    Chain m_chain;
    std::size_t m_unit;
    unsigned m_depth;
    bool m_is_serialized = false;
};

Chain make_chain_at(const json::Value& codecs, const DataType& type, const Shape& shape, unsigned depth) {
    ChainBuilder builder(type, shape, depth);
    if (codecs.IsNull()) {
        builder.serialize_bytes(codecs);
        return builder.finish();
    }
    if (!codecs.IsArray()) throw Damage{fmt::format("found {} as codecs, expected an array", json::kind_name(codecs))};
    for (const json::Value& codec : codecs.GetArray()) builder.add(named(codec));
    return builder.finish();
}

Shape inner_shape_of(const json::Value& configuration, const Shape& shape) {
    const json::Value* found = json::find(configuration, "chunk_shape");
    if (found == nullptr || !found->IsArray() || found->Size() != shape.size())
        throw Damage{fmt::format("codec 'sharding_indexed': expected a chunk_shape of {} axes", shape.size())};
    Shape inner;
    for (const json::Value& length : found->GetArray()) {
        if (!length.IsUint64() || length.GetUint64() == 0 || shape[inner.size()] % length.GetUint64() != 0)
            throw Damage{
                fmt::format("codec 'sharding_indexed': expected inner chunks that divide the {} elements of "
                            "axis {}",
                            shape[inner.size()], inner.size())};
        inner.push_back(length.GetUint64());
    }
    return inner;
}

Chain index_chain(const json::Value& codecs, const Shape& grid) {
    DataType numbers;
    numbers.kind = Kind::unsigned_integer;
    numbers.item_bytes = 8;
    Shape shape = grid;
    shape.push_back(2);
    Chain chain = make_chain_at(codecs, numbers, shape, k_most_nested);
    const auto is_fixed = [](const Step& step) { return step.has_fixed_size; };
    if (chain.serializer != Chain::Serializer::bytes ||
        !std::all_of(chain.byte_steps.begin(), chain.byte_steps.end(), is_fixed))
        throw Damage{"codec 'sharding_indexed': expected an index of fixed size"};
    return chain;
}

void ChainBuilder::serialize_shards(const json::Value& configuration) {
    if (m_depth >= k_most_nested)
        throw Damage{fmt::format("found shards within shards, expected at most {} levels", k_most_nested)};
    for (const ArrayStep& step : m_chain.array_steps) {
        if (step.filter) throw Unsupported{fmt::format("codec '{}' before shards is not known", step.filter->name)};
    }
    static const json::Value k_null;
    const auto member = [&](std::string_view name) -> const json::Value& {
        const json::Value* found = json::find(configuration, name);
        return found == nullptr ? k_null : *found;
    };
    auto shards = std::make_shared<Shards>();
    shards->inner_shape = inner_shape_of(configuration, m_chain.stored_shape);
    for (std::size_t axis = 0; axis < shards->inner_shape.size(); ++axis)
        shards->grid.push_back(m_chain.stored_shape[axis] / shards->inner_shape[axis]);
    if (product_of(shards->grid).value_or(k_most_inner_chunks + 1) > k_most_inner_chunks)
        throw Damage{fmt::format("found more than {} inner chunks in a shard", k_most_inner_chunks)};
    shards->inner = make_chain_at(member("codecs"), m_chain.type, shards->inner_shape, m_depth + 1);
    shards->index = index_chain(member("index_codecs"), shards->grid);
    shards->index_at_end = json::member_text(configuration, "index_location", "end") != "start";
    m_chain.shards = std::move(shards);
    m_chain.serializer = Chain::Serializer::shards;
    m_is_serialized = true;
}

bool is_structural(std::string_view name) {
    return name == "bytes" || name == "endian" || name == "transpose" || without_prefix(name) == "vlen-utf8" ||
           without_prefix(name) == "vlen-bytes";
}

void add_refusals_at(const json::Value& codecs, std::vector<std::string>& names, unsigned depth) {
    if (!codecs.IsArray() || depth > k_most_nested) return;
    for (const json::Value& codec : codecs.GetArray()) {
        const std::string name(codec.IsString() ? json::view(codec) : json::member_text(codec, "name"));
        const json::Value* found = json::find(codec, "configuration");
        static const json::Value k_none = json::object();
        const json::Value& configuration = found == nullptr ? k_none : *found;
        if (name.empty() || is_structural(name)) continue;
        if (name != "sharding_indexed") {
            add_refusal(name, configuration, names);
            continue;
        }
        for (const char* member : {"codecs", "index_codecs"}) {
            const json::Value* inner = json::find(configuration, member);
            if (inner != nullptr) add_refusals_at(*inner, names, depth + 1);
        }
    }
}

}  // namespace

Chain make_v3_chain(const json::Value& codecs, const DataType& type, const Shape& shape) {
    return make_chain_at(codecs, type, shape, 0);
}

void add_v3_refusals(const json::Value& codecs, std::vector<std::string>& names) { add_refusals_at(codecs, names, 0); }

}  // namespace cairn::zarr

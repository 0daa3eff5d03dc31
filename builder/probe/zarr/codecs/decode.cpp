#include "builder/probe/zarr/codecs/decode.hpp"

#include <fmt/format.h>

#include <utility>

#include "builder/probe/zarr/codecs/failure.hpp"
#include "builder/probe/zarr/codecs/numbers.hpp"
#include "builder/probe/zarr/codecs/shard.hpp"
#include "builder/probe/zarr/codecs/text.hpp"
#include "builder/probe/zarr/codecs/utf32.hpp"

namespace cairn::zarr {

namespace {

void reverse_units(Out bytes, std::size_t unit) {
    for (std::size_t at = 0; at + unit <= bytes.size(); at += unit) {
        for (std::size_t i = 0; i < unit / 2; ++i) std::swap(bytes[at + i], bytes[at + unit - 1 - i]);
    }
}

void check_size(std::uint64_t found, std::uint64_t expected) {
    if (found != expected) throw Damage{fmt::format("found {} bytes when decoded, expected {}", found, expected)};
}

/// The bytes before the byte steps. Two buffers take turns; the result is in one of them or in `stored`.
Bytes undo_byte_steps(const Chain& chain, Bytes stored, DecodeState& state, Buffer (&buffers)[2]) {
    const std::vector<std::uint64_t> most = most_after_steps(chain, state.most_decoded);
    if (stored.size() > most.back())
        throw Damage{fmt::format("found {} bytes, expected at most {}", stored.size(), most.back())};
    Bytes bytes = stored;
    for (std::size_t i = chain.byte_steps.size(); i > 0; --i) {
        Buffer& out = buffers[i % 2];
        undo_step(chain.byte_steps[i - 1], bytes, out, most[i - 1]);
        bytes = std::as_const(out).bytes();
        charge_work(state, bytes.size());
    }
    return bytes;
}

std::uint64_t count_of(const Chain& chain) { return product_of(chain.stored_shape).value_or(0); }

Elements plain_elements(const Chain& chain, Bytes bytes, DecodeState& state) {
    check_size(bytes.size(), count_of(chain) * chain.stored_width);
    charge_work(state, bytes.size());
    Elements elements;
    elements.bytes.resize(bytes.size());
    std::copy(bytes.begin(), bytes.end(), elements.bytes.data());
    if (chain.swapped_unit != 0) reverse_units(elements.bytes.bytes(), chain.swapped_unit);
    return elements;
}

void charge_texts(const std::vector<std::string>& texts, DecodeState& state) {
    std::uint64_t bytes = 0;
    for (const std::string& text : texts) bytes += text.size();
    if (bytes > state.texts_left)
        throw Unsupported{fmt::format("found {} bytes of text, at most {} more are read", bytes, state.texts_left),
                          Unsupported::Why::limit};
    state.texts_left -= bytes;
}

Elements variable_elements(const Chain& chain, Bytes bytes, DecodeState& state) {
    charge_work(state, bytes.size() + count_of(chain) * sizeof(std::string));
    Elements elements;
    elements.texts = variable_texts(bytes, count_of(chain));
    charge_texts(elements.texts, state);
    return elements;
}

const std::string& label_of(const Labels& labels, const std::byte* from) {
    static const std::string k_none;
    const Number number = load_number(labels.numbers, from);
    const auto index = std::visit([](auto value) { return static_cast<std::uint64_t>(value); }, number);
    return index == 0 || index > labels.texts.size() ? k_none : labels.texts[index - 1];
}

Elements labelled_elements(const Chain& chain, Bytes bytes, DecodeState& state) {
    const std::uint64_t count = count_of(chain);
    const std::uint64_t width = chain.stored_width;
    check_size(bytes.size(), count * width);
    charge_work(state, count * sizeof(std::string));
    Elements elements = filled(chain.layout, count, nullptr);
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string& label = label_of(chain.labels, bytes.data() + i * width);
        if (!chain.layout.are_texts) {
            const Out element = elements.bytes.bytes().subspan(i * chain.layout.width, chain.layout.width);
            store_utf32(label, order_of(chain.type), element);
            continue;
        }
        if (label.size() > state.texts_left)
            throw Unsupported{"found more bytes of text than are read", Unsupported::Why::limit};
        state.texts_left -= label.size();
        elements.texts[i] = label;
    }
    return elements;
}

Elements undo_array_steps(const Chain& chain, Elements elements, DecodeState& state) {
    for (auto step = chain.array_steps.rbegin(); step != chain.array_steps.rend(); ++step) {
        charge_work(state, product_of(step->shape).value_or(0) * step->layout.width);
        if (!step->filter) {
            elements = transposed_back(step->layout, std::move(elements), step->shape, step->permutation);
            continue;
        }
        const std::uint64_t size = product_of(step->shape).value_or(0) * step->layout.width;
        Buffer out;
        undo_step(*step->filter, std::as_const(elements.bytes).bytes(), out, size);
        check_size(std::as_const(out).bytes().size(), size);
        elements.bytes = std::move(out);
    }
    return elements;
}

/// The extent in the axes of what is stored. Filters do not move axes.
Shape stored_extent(const Chain& chain, Shape extent) {
    for (const ArrayStep& step : chain.array_steps) {
        if (!step.filter) extent = permuted(extent, step.permutation);
    }
    return extent;
}

Elements deserialized(const Chain& chain, Bytes bytes, const Shape& extent, DecodeState& state) {
    switch (chain.serializer) {
        case Chain::Serializer::texts:
            return variable_elements(chain, bytes, state);
        case Chain::Serializer::labels:
            return labelled_elements(chain, bytes, state);
        case Chain::Serializer::shards: {
            MemorySource source(bytes);
            return read_shard(chain, source, stored_extent(chain, extent), state);
        }
        case Chain::Serializer::bytes:
            break;
    }
    return plain_elements(chain, bytes, state);
}

}  // namespace

void charge_work(DecodeState& state, std::uint64_t bytes) {
    if (bytes > state.work_left)
        throw Unsupported{"found chunks that become far more bytes than the array has", Unsupported::Why::limit};
    state.work_left -= bytes;
}

Elements decode_chunk(const Chain& chain, std::string_view stored, const Shape& extent, DecodeState& state) {
    Buffer buffers[2];
    const Bytes bytes = undo_byte_steps(chain, bytes_of(stored), state, buffers);
    return undo_array_steps(chain, deserialized(chain, bytes, extent, state), state);
}

Elements decode_shard(const Chain& chain, ByteSource& stored, const Shape& extent, DecodeState& state) {
    return undo_array_steps(chain, read_shard(chain, stored, stored_extent(chain, extent), state), state);
}

}  // namespace cairn::zarr

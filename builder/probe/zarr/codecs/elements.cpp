#include "builder/probe/zarr/codecs/elements.hpp"

#include <algorithm>
#include <utility>

#include "base/saturating.hpp"

namespace cairn::zarr {

namespace {

/// Distances in elements between neighbours along each axis of an array in C order.
Shape strides_of(const Shape& shape) {
    Shape strides(shape.size(), 1);
    for (std::size_t axis = shape.size(); axis > 1; --axis) strides[axis - 2] = strides[axis - 1] * shape[axis - 1];
    return strides;
}

/// Steps through all positions below `extent` in C order; false after the last.
bool advance(Shape& position, const Shape& extent) {
    for (std::size_t axis = extent.size(); axis > 0; --axis) {
        if (++position[axis - 1] < extent[axis - 1]) return true;
        position[axis - 1] = 0;
    }
    return false;
}

std::uint64_t dot(const Shape& position, const Shape& strides) {
    std::uint64_t sum = 0;
    for (std::size_t axis = 0; axis < position.size(); ++axis) sum += position[axis] * strides[axis];
    return sum;
}

void copy_run(const Layout& layout, Elements& from, std::uint64_t first, Elements& to, std::uint64_t at,
              std::uint64_t count) {
    if (!layout.are_texts) {
        std::copy_n(from.bytes.data() + first * layout.width, count * layout.width,
                    to.bytes.data() + at * layout.width);
        return;
    }
    for (std::uint64_t i = 0; i < count; ++i) to.texts[at + i] = std::move(from.texts[first + i]);
}

}  // namespace

std::optional<std::uint64_t> product_of(const Shape& shape) { return checked_product(shape); }

Elements filled(const Layout& layout, std::uint64_t count, const FillElement* fill) {
    Elements elements;
    if (layout.are_texts) {
        elements.texts.assign(count, fill == nullptr ? std::string() : fill->text);
        return elements;
    }
    elements.bytes.resize(count * layout.width);
    const Out bytes = elements.bytes.bytes();
    if (fill == nullptr || fill->bytes.size() != layout.width) {
        std::fill(bytes.begin(), bytes.end(), std::byte{0});
        return elements;
    }
    for (std::uint64_t i = 0; i < count; ++i)
        std::copy(fill->bytes.begin(), fill->bytes.end(), bytes.data() + i * layout.width);
    return elements;
}

Shape permuted(const Shape& shape, const std::vector<std::size_t>& permutation) {
    Shape result(shape.size());
    for (std::size_t i = 0; i < shape.size(); ++i) result[i] = shape[permutation[i]];
    return result;
}

Elements transposed_back(const Layout& layout, Elements from, const Shape& shape,
                         const std::vector<std::size_t>& permutation) {
    const std::uint64_t count = product_of(shape).value_or(0);
    if (count == 0) return from;
    const Shape stored_strides = strides_of(permuted(shape, permutation));
    Shape strides(shape.size());
    for (std::size_t i = 0; i < shape.size(); ++i) strides[permutation[i]] = stored_strides[i];
    Elements to = filled(layout, count, nullptr);
    Shape position(shape.size(), 0);
    std::uint64_t at = 0;
    do {
        copy_run(layout, from, dot(position, strides), to, at++, 1);
    } while (advance(position, shape));
    return to;
}

void copy_part(const Layout& layout, Elements& from, const Shape& from_shape, const Shape& origin, Elements& to,
               const Shape& extent) {
    if (std::find(extent.begin(), extent.end(), 0) != extent.end()) return;
    if (extent.empty()) return copy_run(layout, from, 0, to, 0, 1);
    const Shape strides = strides_of(from_shape);
    const std::uint64_t start = dot(origin, strides);
    Shape rows = extent;
    rows.back() = 1;
    Shape position(extent.size(), 0);
    std::uint64_t at = 0;
    do {
        copy_run(layout, from, start + dot(position, strides), to, at, extent.back());
        at += extent.back();
    } while (advance(position, rows));
}

void copy_block(const Layout& layout, Elements& from, const Shape& from_shape, Elements& to, const Shape& to_shape,
                const Shape& origin, const Shape& extent) {
    if (std::find(extent.begin(), extent.end(), 0) != extent.end()) return;
    if (extent.empty()) return copy_run(layout, from, 0, to, 0, 1);
    const Shape from_strides = strides_of(from_shape);
    const Shape to_strides = strides_of(to_shape);
    const std::uint64_t start = dot(origin, to_strides);
    Shape rows = extent;
    rows.back() = 1;  // a run along the last axis at a time
    Shape position(extent.size(), 0);
    do {
        copy_run(layout, from, dot(position, from_strides), to, start + dot(position, to_strides), extent.back());
    } while (advance(position, rows));
}

}  // namespace cairn::zarr

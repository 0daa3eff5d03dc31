#include "builder/virtual/fill.hpp"

#include <algorithm>

#include "builder/probe/array_bytes.hpp"
#include "builder/virtual/array_document.hpp"

namespace cairn::virtualize {

namespace {

/// _FillValue as an element of the array; empty: there is none of the variable's type.
std::string stated_fill(const Variable& variable, const ArrayManifest& array) {
    const Attribute* attribute = find_attribute(variable.attributes, "_FillValue");
    const bool is_number = array.dtype.size() == 3 && array.dtype[1] != 'S' && !array.dtype.ends_with("f2");
    if (attribute == nullptr || !is_number || attribute->type != variable.type || size_of(attribute->values) != 1)
        return {};
    if (std::holds_alternative<std::vector<std::string>>(attribute->values)) return {};
    return bytes_of(attribute->values, array.dtype);
}

bool has_missing_chunks(const ArrayManifest& array) {
    return array.kind == ArrayManifest::Kind::chunked &&
           !std::all_of(array.chunks.begin(), array.chunks.end(),
                        [](const StoredChunk& chunk) { return chunk.is_there(); });
}

void fill_missing(const ArrayManifest& array, const std::string& stated, Fill& fill) {
    if (!array.is_fill_known) {
        fill.refusal = "chunks that were never written, and no fill value";
        return;
    }
    const std::string stored = array.fill.empty() ? std::string(array.item_bytes, '\0') : array.fill;
    if (stored == stated) return;
    const bool is_zero = std::all_of(stored.begin(), stored.end(), [](char c) { return c == 0; });
    if (is_zero && !array.zeros.empty()) {
        fill.missing = array.zeros;
    } else if (stated.empty() && !is_zero) {
        fill.fill_value = fill_value_of(stored, array.dtype);
    }
    if (fill.missing.empty() && fill.fill_value == "null")
        fill.refusal = "chunks that were never written and stand for zeros, which no fill value may";
    if (fill.missing.empty() && !stated.empty())
        fill.refusal = "chunks that were never written and stand for another value than _FillValue";
}

}  // namespace

Fill fill_of(const Variable& variable, const ArrayManifest& array) {
    Fill fill;
    const std::string stated = stated_fill(variable, array);
    fill.element = stated;
    if (!stated.empty()) {
        fill.fill_value = fill_value_of(stated, array.dtype);
        fill.takes_attribute = fill.fill_value != "null";
    }
    fill.has_missing = has_missing_chunks(array);
    if (fill.has_missing) fill_missing(array, stated, fill);
    return fill;
}

std::optional<Fill> fill_of_both(const Fill& first, const Fill& next) {
    if (!next.has_missing) return first;
    if (!first.has_missing) return next;
    const bool is_same = first.fill_value == next.fill_value && first.missing.empty() == next.missing.empty();
    return is_same ? std::optional(first) : std::nullopt;
}

}  // namespace cairn::virtualize

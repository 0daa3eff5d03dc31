#include "base/parquet/dictionary.hpp"

#include <string_view>
#include <unordered_map>

#include "base/parquet/hybrid.hpp"
#include "base/parquet/values.hpp"

namespace cairn::parquet {

namespace {

constexpr std::size_t k_most_entries = 1 << 16;
constexpr std::size_t k_most_bytes = 1 << 20;
/// After so many values it is known whether they repeat: looking up all values of a column of ids costs more than all
/// else that is done with it.
constexpr std::size_t k_tried = 1024;

void append_text(std::string_view text, std::string& into) {
    append_little_endian(into, text.size(), 4);
    into += text;
}

void append_value(const ColumnBuffer& column, std::size_t value, std::string& into) {
    if (column.is_text()) return append_text(column.text(value), into);
    append_little_endian(into, column.number(value), 8);
}

std::size_t plain_size(const ColumnBuffer& column) {
    std::size_t size = column.is_text() ? 4 * column.values() : 8 * column.values();
    if (!column.is_text()) return size;
    for (std::size_t i = 0; i < column.values(); ++i) size += column.text(i).size();
    return size;
}

/// `key`: of a value, by which equal ones are found.
template <class Key>
std::optional<Dictionary> dictionary_by(const ColumnBuffer& column, Key key) {
    Dictionary dictionary;
    std::unordered_map<decltype(key(0)), std::uint32_t> known;
    dictionary.index.reserve(column.values());
    for (std::size_t i = 0; i < column.values(); ++i) {
        const auto [entry, is_new] = known.emplace(key(i), dictionary.size);
        dictionary.index.push_back(entry->second);
        if (!is_new) continue;
        ++dictionary.size;
        append_value(column, i, dictionary.entries);
        if (dictionary.size > k_most_entries || dictionary.entries.size() > k_most_bytes) return std::nullopt;
        if (i + 1 == k_tried && dictionary.size > k_tried / 4 * 3) return std::nullopt;
    }
    return dictionary;
}

}  // namespace

void append_plain(const ColumnBuffer& column, std::size_t begin, std::size_t end, std::string& into) {
    if (column.leaf().node->type == Physical::boolean) {
        for (std::size_t i = begin; i < end; ++i) {
            if ((i - begin) % 8 == 0) into += '\0';
            if (column.number(i) != 0) into.back() = static_cast<char>(into.back() | 1 << (i - begin) % 8);
        }
        return;
    }
    for (std::size_t i = begin; i < end; ++i) append_value(column, i, into);
}

std::optional<Dictionary> dictionary_of(const ColumnBuffer& column) {
    if (column.values() < 2 || column.leaf().node->type == Physical::boolean) return std::nullopt;
    auto dictionary = column.is_text() ? dictionary_by(column, [&](std::size_t i) { return column.text(i); })
                                       : dictionary_by(column, [&](std::size_t i) { return column.number(i); });
    if (!dictionary) return std::nullopt;
    const std::size_t indices = column.values() * bit_width_of(dictionary->size - 1) / 8;
    if (dictionary->entries.size() + indices >= plain_size(column)) return std::nullopt;
    return dictionary;
}

}  // namespace cairn::parquet

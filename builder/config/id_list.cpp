#include "builder/config/id_list.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <stdexcept>
#include <string_view>

#include "base/letters.hpp"
#include "base/storage/line_reader.hpp"
#include "base/text.hpp"

namespace cairn {

namespace {

/// Empty: the line has none.
std::string id_in(std::string_view line) {
    const std::string_view id = trimmed(line.substr(0, line.find('|')));
    if (id.starts_with('#')) return {};
    const std::size_t mark = id.find('#');
    if (mark == std::string_view::npos) return std::string(id);
    return std::string(id.substr(0, mark)) + ".v" + std::string(id.substr(mark + 1));
}

}  // namespace

void add_ids_of(const std::string& path, IdList& list) {
    LineReader reader(path);
    for (const auto* lines = &reader.next(); !lines->empty(); lines = &reader.next()) {
        for (const Line& line : *lines) {
            if (line.is_too_long)
                throw std::runtime_error(fmt::format("line {} of '{}' has more than {} bytes, expected an id",
                                                     line.number, to_utf8(path), k_longest_line));
            list.hash = XXH3_64bits_withSeed(line.text.data(), line.text.size(), list.hash);
            if (std::string id = id_in(line.text); !id.empty()) list.ids.insert(std::move(id));
        }
    }
}

}  // namespace cairn

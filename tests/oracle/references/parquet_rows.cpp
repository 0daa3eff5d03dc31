// Prints the rows of Parquet files as lines of JSON, for comparison with other readers: a list a row, bytes as
// hexadecimal digits.
#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <string>

#include "base/parquet/file.hpp"
#include "base/storage/positioned.hpp"

namespace {

using cairn::parquet::ColumnValues;
using cairn::parquet::Physical;

std::string hexadecimal(std::string_view bytes) {
    std::string digits;
    for (const char c : bytes) digits += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return digits;
}

std::string cell(const ColumnValues& column, Physical type, std::size_t row) {
    if (!column.is_present[row]) return "null";
    if (type != Physical::byte_array) return std::to_string(column.numbers[row]);
    return fmt::format("\"{}\"", hexadecimal(column.texts[column.text_of[row]]));
}

/// The reason why not; empty: all rows are printed.
std::optional<std::string> print(cairn::parquet::File& file, std::size_t group) {
    const auto& footer = file.footer();
    std::vector<ColumnValues> columns;
    for (std::size_t i = 0; i < footer.columns.size(); ++i) {
        auto read = file.read(group, i);
        if (!read) return read.problem().message;
        columns.push_back(*std::move(read));
    }
    for (std::size_t row = 0; row < static_cast<std::size_t>(footer.groups[group].rows); ++row) {
        std::string line;
        for (std::size_t i = 0; i < columns.size(); ++i)
            line += (i == 0 ? "[" : ",") + cell(columns[i], footer.columns[i].type, row);
        fmt::print("{}]\n", line);
    }
    return std::nullopt;
}

int fail(const char* path, const std::string& why) {
    fmt::print(stderr, "{}: {}\n", path, why);
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    for (int i = 1; i < count; ++i) {
        auto bytes = cairn::open_positioned(arguments[i]);
        if (!bytes) return fail(arguments[i], bytes.problem().message);
        auto file = cairn::parquet::File::open(**bytes);
        if (!file) return fail(arguments[i], file.problem().message);
        for (std::size_t group = 0; group < file->footer().groups.size(); ++group) {
            if (const auto why = print(*file, group)) return fail(arguments[i], *why);
        }
    }
    return 0;
}

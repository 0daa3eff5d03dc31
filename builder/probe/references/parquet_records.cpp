#include "builder/probe/references/parquet_records.hpp"

#include <fmt/format.h>

#include <utility>

#include "builder/probe/zarr/reports.hpp"

namespace cairn::references {

namespace {

Problem bad_parquet(std::string message) { return zarr::problem_at("probe/bad-parquet", "", std::move(message)); }

/// The reason why a column cannot be used; empty: `at` says where it is.
std::string find_column(const parquet::File& file, std::string_view name, bool is_text, std::size_t& at) {
    const auto found = file.column(name);
    if (!found) return fmt::format("found no column '{}', expected path, offset, size and raw", name);
    at = *found;
    const parquet::Physical type = file.footer().columns[at].type;
    const bool fits = is_text ? type == parquet::Physical::byte_array
                              : type == parquet::Physical::int32 || type == parquet::Physical::int64;
    if (fits) return {};
    return fmt::format("the column '{}' is of the physical type {}, expected {}", name, static_cast<std::int64_t>(type),
                       is_text ? "byte arrays (6)" : "integers (1, 2)");
}

}  // namespace

Outcome<RecordColumns> record_columns(const parquet::File& file) {
    RecordColumns columns;
    for (const std::string& why_not :
         {find_column(file, "path", true, columns.path), find_column(file, "offset", false, columns.offset),
          find_column(file, "size", false, columns.size), find_column(file, "raw", true, columns.raw)}) {
        if (!why_not.empty()) return bad_parquet(why_not);
    }
    return columns;
}

Outcome<Records> read_records(parquet::File& file, const RecordColumns& columns, std::size_t group) {
    Records records;
    records.rows = static_cast<std::size_t>(file.footer().groups[group].rows);
    const std::pair<std::size_t, parquet::ColumnValues*> all[] = {{columns.path, &records.path},
                                                                  {columns.offset, &records.offset},
                                                                  {columns.size, &records.size},
                                                                  {columns.raw, &records.raw}};
    for (const auto& [column, values] : all) {
        auto read = file.read(group, column);
        if (!read) return read.take_problem();
        *values = *std::move(read);
    }
    return records;
}

bool target_of(const Records& records, std::size_t row, Target& target, std::string& why) {
    const std::int64_t offset = records.offset.numbers[row];
    const std::int64_t size = records.size.numbers[row];
    if (offset < 0 || size < 0) {
        why = fmt::format("found the offset {} and the size {}, expected none below 0", offset, size);
        return false;
    }
    target = {.url = records.url(row),
              .offset = static_cast<std::uint64_t>(offset),
              .length = static_cast<std::uint64_t>(size),
              .is_whole_file = offset == 0 && size == 0};
    return true;
}

}  // namespace cairn::references

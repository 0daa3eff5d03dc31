#include "builder/virtual/reference_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/parquet/file.hpp"
#include "base/storage/positioned.hpp"
#include "builder/probe/references/generators.hpp"
#include "builder/probe/references/kerchunk_json.hpp"
#include "builder/probe/references/parquet_records.hpp"

namespace cairn::virtualize {

namespace {

class TargetsOnly final : public references::Sink {
  public:
    explicit TargetsOnly(const TakeReference& take) : m_take(take) {}

    bool wants(std::string_view) override { return true; }
    void take_inline(std::string_view, std::string_view) override {}
    void take_target(std::string_view key, const references::Target& target) override { m_take(key, target); }
    void take_unusable(std::string_view, std::string_view) override {}

  private:
    const TakeReference& m_take;
};

class Nothing final : public references::Sink {
  public:
    bool wants(std::string_view) override { return false; }
    void take_inline(std::string_view, std::string_view) override {}
    void take_target(std::string_view, const references::Target&) override {}
    void take_unusable(std::string_view, std::string_view) override {}
};

std::optional<Problem> of_json(const std::string& path, const TakeReference& take) {
    auto file = open_positioned(path);
    if (!file) return file.take_problem();
    Nothing nothing;
    auto header = references::read_json(**file, nothing);
    if (!header) return header.take_problem();
    TargetsOnly targets(take);
    references::Expanding expanding(header->templates, targets);
    auto again = references::read_json(**file, expanding);
    if (!again) return again.take_problem();
    references::generate(header->generators, header->templates, targets, nullptr);
    return std::nullopt;
}

std::optional<Problem> of_records(const std::string& path, const std::string& key, const TakeReference& take) {
    auto bytes = open_positioned(path);
    if (!bytes) return bytes.take_problem();
    auto file = parquet::File::open(**bytes, {.rows = 10'000'000});
    if (!file) return file.take_problem();
    const auto columns = references::record_columns(*file);
    if (!columns) return columns.problem();
    std::size_t first = 0;
    for (std::size_t group = 0; group < file->footer().groups.size(); ++group) {
        auto records = references::read_records(*file, *columns, group);
        if (!records) return records.take_problem();
        for (std::size_t row = 0; row < records->rows; ++row) {
            references::Target target;
            std::string why;
            if (records->is_target(row) && references::target_of(*records, row, target, why))
                take(fmt::format("{}, row {}", key, first + row), target);
        }
        first += records->rows;
    }
    return std::nullopt;
}

std::optional<Problem> of_parquet(const std::string& folder, const TakeReference& take) {
    namespace fs = std::filesystem;
    std::vector<std::string> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == ".parq") files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    for (const std::string& path : files) {
        if (auto problem = of_records(path, path.substr(folder.size() + 1), take)) {
            problem->path = path;
            return problem;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<Problem> for_each_reference(const Source& set, const TakeReference& take) {
    auto problem = set.format == Format::kerchunk_parquet ? of_parquet(set.path, take) : of_json(set.path, take);
    if (problem && problem->path.empty()) problem->path = set.path;
    return problem;
}

}  // namespace cairn::virtualize

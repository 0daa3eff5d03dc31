// Stores written as text, read.
#pragma once

#include <string>
#include <string_view>

#include "base/outcome.hpp"
#include "builder/model/dataset.hpp"
#include "builder/probe/reader.hpp"
#include "tests/support/store_files.hpp"

namespace cairn::test {

/// read_store of the files of a text (see files_of_text), under the name "store".
Outcome<Dataset> read_text(std::string_view text, const ReadLimits& limits = {});
Outcome<Dataset> read_files(const StoreFiles& files, const ReadLimits& limits = {});

/// The same, which has to succeed.
Dataset dataset_of(std::string_view text);
Dataset dataset_of_files(const StoreFiles& files);

/// "severity code key: message" a line.
std::string problems_of(const Dataset& dataset);

/// "/group name(dimension=size, ...)" a line, groups with their paths alone.
std::string outline_of(const Dataset& dataset);

const Variable& variable_at(const Dataset& dataset, std::string_view path);

/// Bytes of little-endian numbers, as a chunk has them.
std::string bytes_of_doubles(const std::vector<double>& values);
std::string bytes_of_integers(const std::vector<std::int64_t>& values);

/// One text in place of another, which has to be there.
std::string with(std::string text, std::string_view from, std::string_view to);

}  // namespace cairn::test

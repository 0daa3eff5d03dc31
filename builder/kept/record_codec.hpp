// Records of the validator as bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "validator/record.hpp"

namespace cairn {

/// All but the path. `k_records_format` of known_records.hpp names this layout.
std::string encode(const validate::Record& record);
/// nullopt: the bytes are damaged. `path`: of the record and of its findings.
std::optional<validate::Record> decode_record(std::string_view bytes, const std::string& path);

}  // namespace cairn

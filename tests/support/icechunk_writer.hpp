// Files of Icechunk repositories for tests: FlatBuffers from trees of fields, and the header around them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace cairn::test {

struct FlatTable;

/// A field: bytes that stand inline, bytes behind an offset (texts, vectors of numbers), a table, or a vector of
/// tables.
struct Inline {
    std::string bytes;
};
struct Behind {
    std::string elements;
    std::size_t element_size = 1;
};
struct FlatField {
    unsigned number = 0;
    std::variant<Inline, Behind, std::shared_ptr<FlatTable>, std::vector<FlatTable>> value;
};
struct FlatTable {
    std::vector<FlatField> fields;  ///< in order of their numbers
};

std::string little_endian(std::uint64_t number, std::size_t width);

/// The bytes of a buffer whose root is this table.
std::string flat_buffer(const FlatTable& root);

/// The file of a repository: `type` 1 snapshot, 2 manifest, 6 repository.
std::string icechunk_file(char version, char type, std::string_view payload, bool compressed);

/// Keys and bytes of a repository with the array "time" (int16, shape [8], chunks of 2): an inline chunk, one in a file
/// of the repository, one in another file (`url`, offset 3), and one that is not there. `configuration`: a FlexBuffer
/// of version 2, or the text of `config.yaml`; empty: none.
std::vector<std::pair<std::string, std::string>> icechunk_repository(char version, std::string_view url,
                                                                     std::string_view configuration = "");

/// A FlexBuffer: null, a text, or a map.
struct FlexTree {
    std::variant<std::monostate, std::string, std::vector<std::pair<std::string, FlexTree>>> value;
};
std::string flex_buffer(const FlexTree& root, std::size_t width);

/// The configuration of a repository with one container; an empty name is null.
FlexTree container_configuration(std::string_view key, std::string_view name, std::string_view prefix);

}  // namespace cairn::test

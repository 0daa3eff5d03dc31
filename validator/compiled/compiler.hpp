// The walk behind compile(): one function a kind of keywords. Private to compile*.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "validator/compiled/compile.hpp"

namespace cairn::validate::compiled {

class Compiler {
  public:
    Compiler(const PreparedSchema& prepared, const Patterns& patterns, Formats formats)
        : m_prepared(prepared), m_patterns(patterns), m_formats(formats) {}

    Compiled run();

  private:
    /// The node of a schema; that of a definition may still be empty.
    Index node_of(const json::Value& schema);
    void fill(Index index, const json::Value& schema);
    Children nodes_of(const json::Value& schemas, std::string_view keyword);
    Index node_at(const json::Value& schema, std::string_view keyword);

    Index text_checks(const json::Value& schema);
    Index number_checks(const json::Value& schema);
    Index array_checks(const json::Value& schema);
    Index object_checks(const json::Value& schema);
    Index logic(const json::Value& schema);
    Index values_of(const json::Value& schema, std::string_view keyword);

    Children children_of(const std::vector<Index>& nodes);
    [[noreturn]] void refuse(std::string_view keyword, std::string_view expected) const;
    std::uint8_t types_of(const json::Value& schema) const;
    Count count_of(const json::Value& schema, std::string_view fewest, std::string_view most) const;
    std::uint64_t limit_of(const json::Value& limit, std::string_view keyword) const;

    const PreparedSchema& m_prepared;
    const Patterns& m_patterns;
    Formats m_formats;
    std::size_t m_definition = 0;  ///< that is being compiled, for messages
    std::vector<Index> m_definitions;
    Compiled m_out;
};

}  // namespace cairn::validate::compiled

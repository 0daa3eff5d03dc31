// What one place of the paths of an archive says: a folder of a level, or a part of the names.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "builder/init/content.hpp"

namespace cairn {

/// What stands in one place, over all paths of one shape.
struct Column {
    enum class Kind {
        literal,  ///< the same in all paths, and nothing says what it is
        facet,    ///< it has a name
        passing   ///< a date, or what stands elsewhere in the path, too
    };
    Kind kind = Kind::passing;
    std::string text;       ///< the literal, or the name of the facet
    std::string reason;     ///< "a variable of the files"
    bool is_known = false;  ///< the name says what it is, not only where it stands
    bool varies = false;
    std::vector<std::string> examples;  ///< at most three
};

/// Judges columns: their values, and what the files that were read say of themselves.
class ColumnJudge {
  public:
    /// `contents`: by the index of their file; nullptr: it was not read. Must outlive the judge.
    explicit ColumnJudge(std::vector<const Content*> contents) : m_contents(std::move(contents)) {}

    /// `values`: one a file. `are_dates`: they are left out of ids. `position`: "folder_2", for a facet of no other
    /// name.
    Column judge(const std::vector<std::string>& values, bool are_dates, const std::string& position) const;

  private:
    bool are_variables(const std::vector<std::string>& values) const;
    std::string attribute_of(const std::vector<std::string>& values) const;

    std::vector<const Content*> m_contents;
};

/// Numbers the names that several columns have ("model", "model_2"), since a facet has one column.
void keep_names_apart(std::vector<Column*>& columns);

}  // namespace cairn

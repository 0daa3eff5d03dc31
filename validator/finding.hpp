// What the validator says: one finding, wherever it comes from.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::validate {

enum class Severity { error, warning, note };

struct Finding {
    std::string document;  ///< path below the validated tree, or the path or URL given
    std::string pointer;   ///< JSON pointer within it; empty: the document as a whole
    std::size_t line = 0;  ///< from 1; 0: not known
    std::size_t column = 0;
    std::string rule;  ///< "schema/core", "schema/datacube", "link/missing-target", "page/count", "json/syntax", ...
    Severity severity = Severity::error;
    std::string message;     ///< what was found, what was expected
    std::string schema;      ///< URL of the schema and the keyword's place in it, for schema findings
    std::size_t offset = 0;  ///< in bytes, of the place that line and column name
};

std::string_view name_of(Severity severity);

struct Summary {
    std::size_t documents = 0;
    std::size_t valid = 0;    ///< without errors, checked by at least one schema
    std::size_t invalid = 0;  ///< with errors
    std::size_t not_checked =
        0;  ///< no schema is known for the document or for one of its extensions: never silently valid
    std::size_t links = 0;
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t known = 0;  ///< findings that the baseline names; they are in no other count
};

/// Something that was not looked at, in the words of the summary, and how many of it there are.
struct NotChecked {
    std::string what;
    std::size_t count = 0;
};

/// How many findings of a kind there are, kept or not.
struct PatternCount {
    Severity severity = Severity::error;
    std::string rule;
    std::string pattern;  ///< of their messages (report/pattern.hpp)
    std::size_t count = 0;
};

struct Report {
    Summary summary;
    std::vector<NotChecked> not_checked;
    std::vector<Finding> findings;     ///< sorted by document, line, column, rule
    std::vector<PatternCount> counts;  ///< of all findings; what is not in it is counted by `findings`
    std::string place;                 ///< that was validated
    std::string base;                  ///< what stands before the path of a document, with a final '/'; empty: nothing
    std::string version;               ///< of the program
};

}  // namespace cairn::validate

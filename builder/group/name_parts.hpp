// The parts of a name, and the grammars by which one of them, or some together, are a date.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "builder/cf/written_date.hpp"

namespace cairn {

struct NamePart {
    std::string_view text;
    char separator = '\0';  ///< before it, '_' or '.'; '\0': it is the first
};

std::vector<NamePart> parts_of_name(std::string_view stem);

/// Where a reader of a name is: what was before decides what may follow.
struct NamePlace {
    std::span<const NamePart> parts;
    std::size_t at = 0;
    Precision before = Precision::none;  ///< of the date that the part before ends
    bool is_before_compact = false;      ///< that date was one number, "197901"
    bool has_date = false;               ///< the name has a date already
    bool is_after_mark = false;          ///< the history mark of a model's case is before: "cam.h0"

    const NamePart& part() const { return parts[at]; }
    /// The text of a later part; empty when there is none.
    std::string_view text(std::size_t ahead) const { return at + ahead < parts.size() ? parts[at + ahead].text : ""; }
    bool is_first() const { return at == 0; }
    bool is_last() const { return at + 1 == parts.size(); }
};

/// Parts that are a date.
struct TakenDate {
    std::size_t count = 0;  ///< of parts; 0: they are no date by this grammar
    Precision precision = Precision::none;
    std::string_view kept;  ///< what stays of them in front
    std::string_view rest;  ///< and behind, without its dash
    bool is_compact = false;
};

/// Every date has a digit, and where the first of its parts has none (a word that announces it), the second has: most
/// parts of names, and most folders, are told from dates by that alone.
bool has_digit(std::string_view text);

/// What the grammars say of the parts from a place on, the first that takes them. docs/ids.md has the table.
TakenDate taken_date(const NamePlace& place);

/// The number of parts up to and with the mark of a history stream ("cam.h0", "pop.h", "cpl.hi"): the name of a case,
/// with the dates that it may hold, stands before it. 0: there is none.
std::size_t parts_of_case(std::span<const NamePart> parts);

}  // namespace cairn

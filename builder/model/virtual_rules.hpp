// How files become one virtual store: what an operator decides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cairn::virtualize {

/// What becomes of files with the same times.
enum class Duplicates {
    refuse,
    first,  ///< the one whose path sorts first is taken
    last    ///< or last: versions whose names rise
};

/// What becomes of variables that some files lack.
enum class MissingVariables {
    refuse,
    fill,      ///< the _FillValue stands where a file lacks it
    leave_out  ///< only variables that all files have are in the store
};

struct SeriesOptions {
    std::string along;                ///< the dimension in which files follow each other; empty: that of time
    std::optional<double> tolerance;  ///< within which coordinates are the same; nullopt: the precision of floats
    Duplicates duplicates = Duplicates::refuse;
    MissingVariables missing_variables = MissingVariables::refuse;
    std::vector<std::string> without;  ///< names or paths of variables that are left out
};

/// Forms of reference sets.
enum class Form { parquet, json };

constexpr std::uint64_t k_default_record_size = 10'000;

/// The references that a build writes beside each Item of a rule.
struct VirtualRules {
    Form form = Form::parquet;
    std::uint64_t record_size = k_default_record_size;  ///< of Parquet: references in each file
    SeriesOptions series;
};

}  // namespace cairn::virtualize

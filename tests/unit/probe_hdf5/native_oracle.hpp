// One file natively and through libnetcdf.
#pragma once

#include <memory>
#include <string>

#include "builder/probe/hdf5/hdf5.hpp"
#include "builder/probe/reader.hpp"

namespace cairn::test {

/// libnetcdf in a worker process.
std::unique_ptr<Reader> make_oracle(std::uint32_t seconds_per_file = 60, ReadLimits limits = {});

Outcome<NativeResult> read_hdf5_file(const std::string& path, ReadLimits limits = {});
Outcome<NativeResult> read_hdf5_bytes(std::string_view bytes, ReadLimits limits = {});

enum class Verdict { same, declined, both_refuse, only_native_refuses, only_oracle_refuses, different };

struct Comparison {
    Verdict verdict = Verdict::same;
    std::string text;  ///< reason, problem or difference
};

/// `limits`: those of the oracle too.
Comparison compare(Reader& oracle, const std::string& path, ReadLimits limits = {});

/// The native dataset, which must be the oracle's too; fails the running test otherwise.
Dataset read_as_oracle(const std::string& path, ReadLimits limits = {});

/// Reason of a declined file; fails the running test otherwise.
std::string reason_declined(const std::string& path);

/// Problem of a refused file; fails the running test otherwise.
Problem problem_of(const std::string& path);

}  // namespace cairn::test

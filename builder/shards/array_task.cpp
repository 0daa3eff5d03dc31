#include "builder/shards/array_task.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <stdexcept>
#include <vector>

namespace cairn {

namespace {

/// The variables of one scheduler.
struct Row {
    const char* scheduler;
    const char* index;
    const char* count;    ///< how many there are; nullptr: no variable says it
    std::uint32_t first;  ///< index of the first, where no variable says it
    const char* least = nullptr;
    const char* step = nullptr;
    bool yields = false;  ///< the ranks that mpirun starts inherit the variables of the batch script, too
};

constexpr std::array k_rows{
    Row{"Slurm array", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", 1, "SLURM_ARRAY_TASK_MIN",
        "SLURM_ARRAY_TASK_STEP"},
    Row{"PBS array", "PBS_ARRAY_INDEX", nullptr, 1},
    Row{"Torque array", "PBS_ARRAYID", nullptr, 1},
    Row{"Grid Engine array", "SGE_TASK_ID", nullptr, 1},
    Row{"LSF array", "LSB_JOBINDEX", nullptr, 1},
    Row{"AWS Batch array", "AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", 0},
    Row{"Kubernetes indexed job", "JOB_COMPLETION_INDEX", nullptr, 0},
    Row{"Open MPI rank", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", 0},
    Row{"PMI rank", "PMI_RANK", "PMI_SIZE", 0},
    Row{"Slurm task", "SLURM_PROCID", "SLURM_NTASKS", 0, nullptr, nullptr, true},
};

std::optional<std::uint32_t> number_of(const std::string& text) {
    std::uint32_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stopped == end && !text.empty() ? std::optional(number) : std::nullopt;
}

std::optional<std::uint32_t> number_of(const Variables& variables, const char* name) {
    const std::optional<std::string> text = name == nullptr ? std::nullopt : variables(name);
    return text ? number_of(*text) : std::nullopt;
}

/// What a scheduler says, from 1. An array of all shards may begin and step as it likes; elements that are submitted
/// again alone are known by their index. One task alone is no share of a plan of many.
std::optional<std::uint32_t> said_by(const Row& row, std::uint32_t shards, const Variables& variables) {
    const auto index = number_of(variables, row.index);
    if (!index || (row.first == 1 && *index == 0 && row.least == nullptr)) return std::nullopt;
    const auto count = number_of(variables, row.count);
    const auto least = number_of(variables, row.least);
    const auto step = number_of(variables, row.step);
    if (count == shards && least && step && *step > 0 && *index >= *least) return (*index - *least) / *step + 1;
    if (count && !least && *count != shards) return std::nullopt;
    return *index + 1 - row.first;
}

std::uint32_t checked(std::uint32_t number, std::uint32_t shards, const std::string& who, const std::string& what) {
    if (number >= 1 && number <= shards) return number;
    throw std::invalid_argument(
        fmt::format("{0} is {1} {2}, and there are the {1}s 1 to {3}: number arrays from 1 to {3}, or give --{1} I/{3}",
                    who, what, number, shards));
}

std::uint32_t by_environment(std::uint32_t shards, const Variables& variables, const std::string& what) {
    const Row* by = nullptr;
    std::uint32_t number = 0;
    std::string others;
    for (const Row& row : k_rows) {
        const auto said = said_by(row, shards, variables);
        if (!said) {
            if (const auto value = variables(row.index)) others += fmt::format("; {}={}", row.index, *value);
            continue;
        }
        if (by != nullptr && row.yields) continue;
        if (by != nullptr && number != *said)
            throw std::invalid_argument(fmt::format(
                "--{0} auto: the {1} ({2}) says {0} {3}, the {4} ({5}) says {6}: give --{0} I/{7}", what, by->scheduler,
                by->index, number, row.scheduler, row.index, *said, shards));
        if (by == nullptr) {
            by = &row;
            number = *said;
        }
    }
    if (by != nullptr) return checked(number, shards, fmt::format("this {} ({})", by->scheduler, by->index), what);
    throw std::invalid_argument(
        fmt::format("--{0} auto: no scheduler says which of the {1} {0}s this is{2}: run it as an array or as ranks of "
                    "{1} (Slurm, PBS, Grid Engine, LSF, AWS Batch, Kubernetes, Open MPI), or give --{0} I/{1}",
                    what, shards, others));
}

}  // namespace

std::uint32_t shard_number(const std::string& asked, std::uint32_t shards, const Variables& variables,
                           const std::string& what) {
    if (asked == "auto") return by_environment(shards, variables, what);
    const std::size_t slash = asked.find('/');
    const auto number = number_of(asked.substr(0, slash));
    const auto count = slash == std::string::npos ? shards : number_of(asked.substr(slash + 1)).value_or(0);
    if (!number || count == 0)
        throw std::invalid_argument(fmt::format("--{}: found '{}', expected 3/8, 3 or auto", what, asked));
    if (count != shards)
        throw std::invalid_argument(fmt::format("--{0}: found {1}, and there are {2} {0}s", what, asked, shards));
    return checked(*number, shards, "--" + what + " " + asked, what);
}

}  // namespace cairn

#include <catch2/catch.hpp>
#include <map>
#include <stdexcept>

#include "builder/shards/array_task.hpp"

using namespace cairn;

namespace {

using Environment = std::map<std::string, std::string>;

std::uint32_t number(const Environment& environment, std::uint32_t shards, const std::string& asked = "auto") {
    return shard_number(asked, shards, [&](const std::string& name) -> std::optional<std::string> {
        const auto at = environment.find(name);
        return at == environment.end() ? std::nullopt : std::optional(at->second);
    });
}

/// As Slurm sets them for an element of --array=LEAST-MOST.
Environment slurm(int id, int count, int least, int step = 1) {
    return {{"SLURM_ARRAY_TASK_ID", std::to_string(id)},
            {"SLURM_ARRAY_TASK_COUNT", std::to_string(count)},
            {"SLURM_ARRAY_TASK_MIN", std::to_string(least)},
            {"SLURM_ARRAY_TASK_STEP", std::to_string(step)},
            {"SLURM_PROCID", "0"},
            {"SLURM_NTASKS", "1"}};
}

}  // namespace

TEST_CASE("a shard is named by its number, and by that of all") {
    CHECK(number({}, 8, "3/8") == 3);
    CHECK(number({}, 8, "8") == 8);
    for (const char* wrong : {"0/8", "9/8", "3/9", "x", "3/", "/8", "-1/8", "3/8/2", ""})
        CHECK_THROWS_AS(number({}, 8, wrong), std::invalid_argument);
}

TEST_CASE("each scheduler says it with variables of its own") {
    CHECK(number(slurm(5, 8, 1), 8) == 5);
    CHECK(number(slurm(5, 8, 0), 8) == 6);
    CHECK(number(slurm(14, 8, 0, 2), 8) == 8);
    CHECK(number({{"SLURM_PROCID", "2"}, {"SLURM_NTASKS", "8"}}, 8) == 3);
    CHECK(number({{"PBS_ARRAY_INDEX", "4"}}, 8) == 4);
    CHECK(number({{"PBS_ARRAYID", "4"}}, 8) == 4);
    CHECK(number({{"SGE_TASK_ID", "4"}}, 8) == 4);
    CHECK(number({{"LSB_JOBINDEX", "4"}}, 8) == 4);
    CHECK(number({{"AWS_BATCH_JOB_ARRAY_INDEX", "0"}, {"AWS_BATCH_JOB_ARRAY_SIZE", "8"}}, 8) == 1);
    CHECK(number({{"JOB_COMPLETION_INDEX", "7"}}, 8) == 8);
    CHECK(number({{"OMPI_COMM_WORLD_RANK", "7"}, {"OMPI_COMM_WORLD_SIZE", "8"}}, 8) == 8);
    CHECK(number({{"PMI_RANK", "1"}, {"PMI_SIZE", "8"}}, 8) == 2);
}

TEST_CASE("an element that is submitted again alone is known by its index") {
    CHECK(number(slurm(3, 1, 3), 8) == 3);
    CHECK(number(slurm(7, 2, 3, 4), 8) == 7);
}

TEST_CASE("what is no share of the plan is refused") {
    CHECK_THROWS_AS(number({}, 8), std::invalid_argument);
    CHECK_THROWS_AS(number({{"PBS_ARRAY_INDEX", "9"}}, 8), std::invalid_argument);
    CHECK_THROWS_AS(number({{"JOB_COMPLETION_INDEX", "8"}}, 8), std::invalid_argument);
    CHECK_THROWS_AS(number({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "4"}}, 8), std::invalid_argument);
    CHECK_THROWS_AS(number({{"SGE_TASK_ID", "undefined"}}, 8), std::invalid_argument);
    CHECK_THROWS_AS(number(slurm(0, 1, 0), 8), std::invalid_argument);
}

TEST_CASE("two schedulers that say different shards are refused, the batch script of ranks is none") {
    CHECK_THROWS_AS(number({{"PBS_ARRAY_INDEX", "1"}, {"JOB_COMPLETION_INDEX", "1"}}, 8), std::invalid_argument);
    CHECK(number({{"PBS_ARRAY_INDEX", "2"}, {"JOB_COMPLETION_INDEX", "1"}}, 8) == 2);
    CHECK(number({{"OMPI_COMM_WORLD_RANK", "5"},
                  {"OMPI_COMM_WORLD_SIZE", "8"},
                  {"SLURM_PROCID", "0"},
                  {"SLURM_NTASKS", "8"}},
                 8) == 6);
}

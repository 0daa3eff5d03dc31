// The command line: verbs, options, help texts, suggestions for typos.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/exit_codes.hpp"
#include "base/storage/http/s3_options.hpp"
#include "builder/cli/console.hpp"
#include "builder/cli/tolerance.hpp"
#include "builder/model/virtual_rules.hpp"
#include "builder/probe/native_reader.hpp"
#include "search/query.hpp"
#include "validator/command.hpp"

namespace cairn {

struct BuildCommand {
    std::string config;  ///< empty: `archive` or `records` or both are given
    std::string archive;
    std::string records;
    std::string href;
    std::string preset;  ///< beside `archive` or `records`; empty: none
    std::string out;
    bool adopt = false;
    std::string report;    ///< empty: none
    std::string changes;   ///< file of what was published; empty: none
    std::size_t jobs = 0;  ///< 0: one a core
    std::uint32_t requests = 0;  ///< 0: as the configuration says
    double requests_per_second = 0;  ///< likewise
    bool dry_run = false;
    bool diff = false;  ///< of a dry run
    bool why = false;
    bool no_validate = false;
    bool validate_all = false;  ///< also where nothing changed
    std::string state;          ///< empty: where state_path says
    std::string ledger;         ///< empty: beside the state
    Trust trust = Trust::stat;
    bool accept_removals = false;
    bool no_state = false;         ///< nothing is known of earlier runs, and nothing is kept
    std::chrono::seconds wait{0};  ///< for another run that is writing OUT
    ReaderChoice reader = ReaderChoice::automatic;
    std::string metrics;                ///< file for Prometheus; empty: none
    std::optional<Tolerance> tolerate;  ///< nullopt: limits.max_problems
    std::string plan;                   ///< of a merge; empty: this is a build
    std::vector<std::string> shards;    ///< likewise: files, and folders of them
    std::string parts;                  ///< of a merge: folder of the parts of its tree; empty: it makes all documents
};

struct PlanCommand {
    BuildCommand build;  ///< whose scan it is
    std::string out;     ///< folder of the plan
    std::uint32_t shards = 1;
};

struct ScanCommand {
    std::string plan;
    std::string shard = "auto";
    std::string out;       ///< folder of the shard
    std::size_t jobs = 0;  ///< 0: one a core
};

struct AssembleCommand {
    BuildCommand merge;  ///< whose tree it is a part of
    std::string part;    ///< "3/8", or "auto/8": as the scheduler says
};

struct StatusCommand {
    BuildCommand build;  ///< whose runs they are: what names its inputs, OUT, state and ledger
    std::uint32_t runs = 10;
    std::string format = "text";  ///< or "json"
};

struct InspectCommand {
    std::string path;
    std::string config;  ///< empty: the defaults
    ReaderChoice reader = ReaderChoice::automatic;
};

struct ExplainCommand {
    std::string config;  ///< empty: `archive` is given
    std::string archive;
    std::string preset;  ///< beside `archive`; empty: none
    std::string path;
};

struct InitCommand {
    std::string root;
    std::string output;    ///< empty: standard output
    std::string href;      ///< empty: not known
    bool force = false;    ///< `output` may be replaced
    std::size_t jobs = 0;  ///< 0: one a core
};

struct RollbackCommand {
    std::string out;
    std::uint64_t to = 0;  ///< number of the tree; 0: the one before the present one
    bool list = false;
    std::string changes;
    std::chrono::seconds wait{0};
};

struct PublishCommand {
    std::string out;
    std::string target;  ///< s3://bucket/prefix, or a folder
    bool dry_run = false;
    bool adopt = false;
    bool verify = false;
    bool force = false;
    bool gzip = false;
    std::int64_t grace_s = 86'400;
    std::size_t connections = 32;
    std::map<std::string, std::string, std::less<>> cache_control;  ///< by kind of file
    S3Options s3;
    std::chrono::seconds wait{0};
};

struct CheckCommand {
    std::string url;
    std::string format = "text";  ///< or "json"
    std::string server;           ///< whose remedies are shown; empty: that which the host says it is, else all
    bool strict = false;          ///< warnings count
    std::size_t timeout_s = 30;
};

struct VirtualizeCommand {
    std::vector<std::string> paths;
    bool check = false;
    bool as_json = false;  ///< the answer of `check`
    std::string out;       ///< empty: of a check
    std::string root;
    std::string href;  ///< URL of `root`; empty: references have paths
    std::uint64_t record_size = virtualize::k_default_record_size;
    virtualize::SeriesOptions series;
    std::size_t jobs = 0;  ///< 0: one a core
};

struct SearchCommand {
    std::string path;
    search::QueryTexts query;  ///< `intersects`: the path of a file, or the JSON itself
    std::string format = "geojson";
    std::string index = "auto";               ///< "auto", "pages" or "parquet"
    std::string output;                       ///< empty: standard output
    std::uint64_t limit = UINT64_MAX;         ///< of answers
    std::uint64_t max_requests = UINT64_MAX;  ///< over the network
    std::uint64_t max_bytes = UINT64_MAX;
    std::size_t jobs = 0;  ///< 0: one a core
};

struct SchemasCommand {
    bool pull = false;  ///< else list
    std::string folder;
    std::vector<std::string> urls;  ///< empty: all published ones that come with the program
    bool refresh = false;
};

struct RulesCommand {
    std::string format = "text";  ///< or "json"
};

enum class Verb {
    none,
    build,
    validate,
    inspect,
    explain,
    rollback,
    search,
    schemas,
    rules,
    init,
    plan,
    scan,
    assemble,
    merge,
    status,
    publish,
    check,
    virtualize
};

struct CommandLine {
    Verb verb = Verb::none;
    Verbosity verbosity = Verbosity::normal;
    LogFormat log_format = LogFormat::text;
    BuildCommand build;
    validate::Command validate;
    InspectCommand inspect;
    ExplainCommand explain;
    InitCommand init;
    RollbackCommand rollback;
    PublishCommand publish;
    CheckCommand check;
    SearchCommand search;
    SchemasCommand schemas;
    RulesCommand rules;
    PlanCommand plan;
    ScanCommand scan;
    AssembleCommand assemble;
    BuildCommand merge;
    StatusCommand status;
    VirtualizeCommand virtualize;
};

/// What came of parsing: a command, or a text to print and a code to exit with.
struct ParsedLine {
    CommandLine command;
    std::optional<ExitCode> exit;
    std::string output;     ///< for standard output: help, version, the overview
    std::string complaint;  ///< for standard error
};

ParsedLine parse_command_line(int argc, const char* const* argv);

}  // namespace cairn

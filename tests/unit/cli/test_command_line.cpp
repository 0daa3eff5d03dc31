#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "builder/cli/command_line.hpp"

using namespace cairn;

namespace {

ParsedLine parse(std::vector<const char*> words) {
    words.insert(words.begin(), "cairn");
    return parse_command_line(static_cast<int>(words.size()), words.data());
}

/// A line that is a command.
CommandLine command_of(const std::vector<const char*>& words) {
    const ParsedLine parsed = parse(words);
    INFO(parsed.complaint);
    CHECK_FALSE(parsed.exit.has_value());
    CHECK(parsed.complaint.empty());
    CHECK(parsed.output.empty());
    return parsed.command;
}

/// A line that is none: what is said of it.
std::string complaint_of(const std::vector<const char*>& words) {
    const ParsedLine parsed = parse(words);
    CHECK(parsed.exit == ExitCode::usage);
    CHECK(parsed.output.empty());
    return parsed.complaint;
}

}  // namespace

TEST_CASE("a build takes all its options") {
    const CommandLine line = command_of({"build", "--archive", "/data", "--href", "https://x.org", "--out", "/srv/out",
                                         "--jobs", "7", "--report", "r.json", "--dry-run", "--no-validate"});
    CHECK(line.verb == Verb::build);
    CHECK(line.build.archive == "/data");
    CHECK(line.build.href == "https://x.org");
    CHECK(line.build.out == "/srv/out");
    CHECK(line.build.jobs == 7);
    CHECK(line.build.report == "r.json");
    CHECK(line.build.dry_run);
    CHECK(line.build.no_validate);
    CHECK(line.build.config.empty());
}

TEST_CASE("waiting takes seconds, or as long as it takes") {
    const auto wait_of = [](std::vector<const char*> more) {
        std::vector<const char*> words{"build", "--config", "c", "--out", "o"};
        words.insert(words.end(), more.begin(), more.end());
        return command_of(words).build.wait;
    };
    CHECK(wait_of({}) == std::chrono::seconds(0));
    CHECK(wait_of({"--wait", "600"}) == std::chrono::minutes(10));
    CHECK(wait_of({"--wait=7"}) == std::chrono::seconds(7));
    CHECK(wait_of({"--wait"}) > std::chrono::hours(24 * 365));
    CHECK(wait_of({"--wait", "--dry-run"}) > std::chrono::hours(24 * 365));
    for (const char* bad : {"soon", "-1", "1s", "99999999999"}) {
        CAPTURE(bad);
        const std::string option = std::string("--wait=") + bad;
        CHECK_THAT(complaint_of({"build", "--config", "c", "--out", "o", option.c_str()}), Catch::Contains("--wait"));
    }
}

TEST_CASE("a rollback names a folder, and a catalog or none") {
    CHECK(command_of({"rollback", "out"}).verb == Verb::rollback);
    CHECK(command_of({"rollback", "out"}).rollback.to == 0);
    CHECK(command_of({"rollback", "out", "--to", "3"}).rollback.to == 3);
    CHECK(command_of({"rollback", "out", "--list"}).rollback.list);
    CHECK_FALSE(complaint_of({"rollback"}).empty());
    CHECK_FALSE(complaint_of({"rollback", "out", "--to", "0"}).empty());
    CHECK_FALSE(complaint_of({"rollback", "out", "--list", "--to", "1"}).empty());
    CHECK_FALSE(complaint_of({"build", "--config", "c", "--out", "o", "--diff"}).empty());
}

TEST_CASE("what is not said has defaults") {
    const CommandLine line = command_of({"build", "--config", "c.yaml", "--out", "o"});
    CHECK(line.build.config == "c.yaml");
    CHECK(line.build.jobs == 0);
    CHECK_FALSE(line.build.dry_run);
    CHECK_FALSE(line.build.no_validate);
    CHECK(line.verbosity == Verbosity::normal);
    CHECK(line.log_format == LogFormat::text);
    CHECK(command_of({"validate", "out"}).validate.format == "text");
}

TEST_CASE("each verb is known by its name") {
    const CommandLine validate =
        command_of({"validate", "out", "--format", "json", "--output", "f.json", "--jobs", "2"});
    CHECK(validate.verb == Verb::validate);
    CHECK(validate.validate.path == "out");
    CHECK(validate.validate.format == "json");
    CHECK(validate.validate.output == "f.json");
    CHECK(validate.validate.jobs == 2);
    const CommandLine inspect = command_of({"inspect", "a.nc"});
    CHECK(inspect.verb == Verb::inspect);
    CHECK(inspect.inspect.path == "a.nc");
    const CommandLine explain = command_of({"explain", "--config", "c.yaml", "a.nc"});
    CHECK(explain.verb == Verb::explain);
    CHECK(explain.explain.config == "c.yaml");
    CHECK(explain.explain.path == "a.nc");
}

TEST_CASE("the schemas are listed, and nothing else can be done with them") {
    CHECK(command_of({"schemas", "list"}).verb == Verb::schemas);
    CHECK_FALSE(complaint_of({"schemas"}).empty());
    CHECK_FALSE(complaint_of({"schemas", "lst"}).empty());
    CHECK(command_of({"validate", "out", "--strict"}).validate.options.strict);
    CHECK_FALSE(command_of({"validate", "out"}).validate.options.strict);
}

TEST_CASE("common options stand before or after the verb") {
    CHECK(command_of({"--quiet", "inspect", "a.nc"}).verbosity == Verbosity::quiet);
    CHECK(command_of({"inspect", "a.nc", "--verbose"}).verbosity == Verbosity::verbose);
    CHECK(command_of({"inspect", "--log-format", "json", "a.nc"}).log_format == LogFormat::json);
}

TEST_CASE("a wrong line says what is wrong and runs nothing") {
    CHECK_THAT(complaint_of({"build", "--archive", "a"}), Catch::Contains("--out is required"));
    CHECK_THAT(complaint_of({"build", "--out", "o"}),
               Catch::Contains("--config FILE, --archive DIR or --records FILE"));
    CHECK_THAT(complaint_of({"build", "--config", "c", "--archive", "a", "--out", "o"}), Catch::Contains("excludes"));
    CHECK_THAT(complaint_of({"build", "--config", "c", "--href", "/d", "--out", "o"}), Catch::Contains("excludes"));
    CHECK_THAT(complaint_of({"--quiet", "--verbose", "inspect", "a"}), Catch::Contains("excludes"));
    CHECK_THAT(complaint_of({"inspect"}), Catch::Contains("PATH is required"));
    CHECK_THAT(complaint_of({"validate", "o", "--format", "xml"}), Catch::Contains("--format"));
    CHECK_THAT(complaint_of({"inspect", "a", "--log-format", "xml"}), Catch::Contains("--log-format"));
}

TEST_CASE("numbers of threads are bounded") {
    const std::string jobs = GENERATE("0", "-1", "1025", "many", "99999999999999999999", "1.5");
    CHECK_THAT(complaint_of({"build", "--archive", "a", "--out", "o", "--jobs", jobs.c_str()}),
               Catch::Contains("--jobs"));
    CHECK_THAT(complaint_of({"validate", "o", "--jobs", jobs.c_str()}), Catch::Contains("--jobs"));
}

TEST_CASE("a typo gets the nearest name, of the verb's options and the common ones") {
    CHECK(complaint_of({"build", "--archve", "a", "--out", "o"}) ==
          "unknown option '--archve'; did you mean '--archive'?");
    CHECK(complaint_of({"build", "--archive", "a", "--out", "o", "--report=x", "--job=3"}) ==
          "unknown option '--job'; did you mean '--jobs'?");
    CHECK(complaint_of({"inspect", "a", "--quite"}) == "unknown option '--quite'; did you mean '--quiet'?");
    CHECK(complaint_of({"inspect", "a", "--zzzzzzzz"}) == "unknown option '--zzzzzzzz'");
    CHECK(complaint_of({"validte", "a"}) ==
          "unknown verb 'validte'; did you mean 'validate'? The verbs are build, validate, inspect, explain, init, search, "
          "plan, scan, assemble, merge, status, publish, check, schemas, rollback, rules, completion, man, virtualize.");
    CHECK(complaint_of({"xyzzy"}) ==
          "unknown verb 'xyzzy'. The verbs are build, validate, inspect, explain, init, search, plan, scan, assemble, merge, status, "
          "publish, check, schemas, rollback, rules, completion, man, virtualize.");
}

TEST_CASE("help, version and the overview are answers, not errors") {
    for (const std::vector<const char*>& words :
         {std::vector<const char*>{}, {"--help"}, {"--version"}, {"build", "--help"}, {"explain", "--help"}}) {
        const ParsedLine parsed = parse(words);
        CHECK(parsed.exit == ExitCode::clean);
        CHECK(parsed.complaint.empty());
        CHECK_FALSE(parsed.output.empty());
    }
    CHECK_THAT(parse({}).output, Catch::Contains("cairn validate OUT"));
    CHECK_THAT(parse({"build", "--help"}).output, Catch::Contains("Example:") && Catch::Contains("--dry-run"));
    CHECK_THAT(parse({"--version"}).output, Catch::StartsWith("cairn "));
}

TEST_CASE("what is wrong with a value is said with what is allowed") {
    const auto build = [](std::vector<const char*> more) {
        more.insert(more.begin(), {"build", "--archive", "a", "--out", "o"});
        return complaint_of(more);
    };
    CHECK(build({"--reader", "nativ"}) ==
          "--reader: found 'nativ', allowed: auto, native, netcdf; did you mean 'native'?");
    CHECK(build({"--reader", "1"}) == "--reader: found '1', allowed: auto, native, netcdf");
    CHECK(build({"--jobs", "x"}) == "--jobs: found 'x', expected a whole number from 1 to 1024");
    CHECK(build({"--jobs", "99999999999999999999999"}).ends_with("from 1 to 1024"));
    CHECK(build({"--report"}) == "--report needs one value");
    CHECK(build({"b"}) == "found the argument 'b', which is one too many");
    CHECK(complaint_of({"validate", "o", "--schemas", "/nowhere"}) == "--schemas: there is no folder '/nowhere'");
}

TEST_CASE("an empty value is never what was meant") {
    const std::string empty = "found an empty text: give a value, or leave the option out";
    for (const char* option : {"--href", "--report"}) {
        CHECK(complaint_of({"build", "--archive", "a", "--out", "o", option, ""}) == option + (": " + empty));
    }
    CHECK(complaint_of({"build", "--archive", "", "--out", "o"}) == "--archive: " + empty);
    CHECK(complaint_of({"build", "--archive", "a", "--out", ""}) == "--out: " + empty);
    CHECK(complaint_of({"inspect", ""}) == "PATH: " + empty);
    CHECK(complaint_of({"validate", ""}) == "PATH: " + empty);
    CHECK(complaint_of({"explain", "--archive", "a", ""}) == "PATH: " + empty);
}

#include "builder/cli/options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <map>

#include "base/usage/usage.hpp"
#include "builder/config/presets.hpp"

namespace cairn {

/// CLI11 hands an empty text over for "--wait" alone.
void add_wait(CLI::App& verb, std::chrono::seconds& wait) {
    static constexpr std::int64_t k_longest_s = 315'360'000;
    verb.add_option_function<std::string>(
            "--wait",
            [&wait](const std::string& text) {
                std::int64_t seconds = k_longest_s;
                const bool is_number = text.empty() || CLI::detail::lexical_cast(text, seconds);
                if (!is_number || seconds < 0 || seconds > k_longest_s) {
                    throw CLI::ValidationError("--wait", "needs a number of seconds, and not '" + text + "'");
                }
                wait = std::chrono::seconds(seconds);
            },
            "Wait for another run that is writing OUT, at most so long (default: leave with exit code 5)")
        ->type_name("SECONDS")
        ->expected(0, 1);
}

void add_reader(CLI::App& verb, ReaderChoice& choice) {
    static const std::map<std::string, ReaderChoice> k_choices{
        {"auto", ReaderChoice::automatic}, {"native", ReaderChoice::native}, {"netcdf", ReaderChoice::netcdf}};
    verb.add_option_function<std::string>(
            "--reader", [&choice](const std::string& name) { choice = k_choices.at(name); },
            "auto (default): read headers in process, and through libnetcdf what that declines; native, netcdf: "
            "one of the two only, for comparison")
        ->type_name("READER")
        ->check(usage::one_of({"auto", "native", "netcdf"}));
}

CLI::Option* add_preset(CLI::App& verb, std::string& preset) {
    return verb
        .add_option("--preset", preset,
                    "Rules and templates for an archive whose conventions are known: " +
                        fmt::format("{}", fmt::join(preset_names(), ", ")) + ", or a folder as ./name")
        ->type_name("NAME")
        ->check(usage::not_empty());
}

void add_jobs(CLI::App& verb, std::size_t& jobs, const std::string& what) {
    verb.add_option("--jobs", jobs, what + " (1 to 1024; default: one a core)")
        ->type_name("N")
        ->check(usage::whole_number(1, 1024));
}

void add_s3(CLI::App& verb, S3Options& options) {
    using Addressing = S3Options::Addressing;
    static const std::map<std::string, Addressing> k_styles{{"path", Addressing::path},
                                                            {"virtual", Addressing::virtual_host}};
    verb.add_option(
            "--aws-profile", options.profile,
            "Profile of ~/.aws/credentials and ~/.aws/config (default: the keys of AWS_ACCESS_KEY_ID, the profile "
            "AWS_PROFILE or 'default', the role of the container or the instance)")
        ->type_name("NAME")
        ->check(usage::not_empty());
    verb.add_option(
            "--s3-endpoint", options.endpoint,
            "URL of a server that is not AWS (Ceph, MinIO, ...; default: AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL)")
        ->type_name("URL")
        ->check(usage::not_empty());
    verb.add_option("--s3-region", options.region, "Region of the bucket (default: AWS_REGION, else us-east-1)")
        ->type_name("REGION")
        ->check(usage::not_empty());
    verb.add_option_function<std::string>(
            "--s3-addressing", [&options](const std::string& style) { options.addressing = k_styles.at(style); },
            "path: https://HOST/BUCKET/KEY; virtual: https://BUCKET.HOST/KEY (default: path with an endpoint, else "
            "virtual)")
        ->type_name("STYLE")
        ->check(usage::one_of({"path", "virtual"}));
    verb.add_flag("--s3-anonymous", options.is_anonymous, "Sign nothing, for buckets that are open to everybody");
}

void add_trust(CLI::App& verb, Trust& trust) {
    static const std::map<std::string, Trust> k_levels{
        {"stat", Trust::stat}, {"header", Trust::header}, {"full", Trust::full}};
    verb.add_option_function<std::string>(
            "--trust", [&trust](const std::string& name) { trust = k_levels.at(name); },
            "When a source is not read again: stat (default): size, times and inode are as they were; header: and so "
            "are "
            "the first 64 KiB; full: never")
        ->type_name("LEVEL")
        ->check(usage::one_of({"stat", "header", "full"}));
}

}  // namespace cairn

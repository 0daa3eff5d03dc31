#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>

#include "base/usage/usage.hpp"
#include "builder/cli/options.hpp"
#include "builder/cli/verbs.hpp"
#include "builder/config/duration.hpp"
#include "builder/publish/file_kinds.hpp"

namespace cairn {

namespace {

constexpr const char* k_publish_footer = R"(
Example:
  cairn publish /srv/stac s3://bucket/stac
  cairn publish /srv/stac s3://bucket/stac --s3-endpoint https://s3.example.org --aws-profile archive --dry-run
  cairn publish /srv/stac /var/www/stac --gzip

Uploads what changed since the last time, children before parents and the root last: a reader meets no broken link, and a run that was killed is
finished by the next one. What the catalog has no more is removed after the time of grace. Only files that cairn wrote are uploaded, replaced and removed.
Exit codes: 0 clean; 2 usage, or files of somebody else are in the way; 4 the server, the disk or OUT failed; 5 another run is writing OUT; 130 interrupted.)";

/// "12h" of letters that the configuration has, too.
std::optional<std::int64_t> seconds_of(const std::string& text) {
    const bool has_unit =
        text.size() > 1 && text.size() <= 7 && std::string_view("smhd").find(text.back()) != std::string_view::npos;
    if (!has_unit || text.find_first_not_of("0123456789") != text.size() - 1) return std::nullopt;
    return duration_s(text);
}

void add_cache_rule(PublishCommand& command, const std::string& text) {
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    const auto& kinds = publish::file_kinds();
    const bool is_kind =
        std::any_of(kinds.begin(), kinds.end(), [&](const publish::FileKind& kind) { return kind.name == name; });
    const std::string value = equals == std::string::npos ? "" : text.substr(equals + 1);
    const bool is_header =
        !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < 0x7F; });
    if (!is_kind || !is_header)
        throw CLI::ValidationError("--cache-control",
                                   "needs KIND=VALUE, as in documents='public, max-age=60', and not '" + text + "'");
    command.cache_control[name] = value;
}

std::string kinds_text() {
    std::string text;
    for (const publish::FileKind& kind : publish::file_kinds())
        text += fmt::format("{}{} ({}: {})", text.empty() ? "" : "; ", kind.name, kind.meaning, kind.cache_control);
    return text;
}

}  // namespace

void add_publish(CLI::App& app, PublishCommand& command) {
    CLI::App* verb =
        app.add_subcommand("publish", "Upload what changed to a bucket or another folder, without broken links");
    verb->add_option("OUT", command.out, "Folder of the catalog")->type_name("")->check(usage::not_empty())->required();
    verb->add_option("URL", command.target, "s3://BUCKET/PREFIX, or a folder (a path or file:///FOLDER)")
        ->type_name("")
        ->check(usage::not_empty())
        ->required();
    verb->add_flag("--dry-run", command.dry_run, "Print what would be done, a line each, and change nothing");
    verb->add_option_function<std::string>(
            "--grace",
            [&command](const std::string& text) {
                const auto seconds = seconds_of(text);
                if (!seconds)
                    throw CLI::ValidationError("--grace",
                                               "needs a time like 90s, 15m, 12h or 1d, and not '" + text + "'");
                command.grace_s = *seconds;
            },
            "How long files stay that the catalog has no more (default: 1d)")
        ->type_name("TIME");
    verb->add_flag("--adopt", command.adopt, "Take a copy of this catalog over that something else uploaded");
    verb->add_flag("--verify", command.verify, "Compare the files that are there, and not only their list, with OUT");
    verb->add_flag("--force", command.force, "Upload every file again, for example with other headers");
    verb->add_flag("--gzip", command.gzip,
                   "Put x.json.gz beside each x.json, for servers that hand them out (gzip_static)");
    verb->add_option_function<std::vector<std::string>>(
            "--cache-control",
            [&command](const std::vector<std::string>& rules) {
                for (const std::string& rule : rules) add_cache_rule(command, rule);
            },
            "Cache-Control of a kind of files: " + kinds_text())
        ->type_name("KIND=VALUE");
    verb->add_option("--connections", command.connections, "Requests at once (1 to 256; default: 32)")
        ->type_name("N")
        ->check(usage::whole_number(1, 256));
    add_s3(*verb, command.s3);
    add_wait(*verb, command.wait);
    verb->footer(k_publish_footer);
}

}  // namespace cairn

#include <sys/stat.h>

#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <fstream>

#include "base/json/write.hpp"
#include "builder/config/presets.hpp"
#include "builder/config/text_file.hpp"
#include "config_text.hpp"
#include "tests/support/source_folder.hpp"

using namespace cairn;

namespace {

/// A folder of its own, removed at the end.
class Folder {
  public:
    Folder()
        : m_path(boost::filesystem::temp_directory_path() / boost::filesystem::unique_path("cairn-config-%%%%-%%%%")) {
        boost::filesystem::create_directory(m_path);
    }
    ~Folder() {
        boost::system::error_code ignored;
        boost::filesystem::remove_all(m_path, ignored);
    }
    std::string add(const std::string& name, const std::string& text) const {
        const std::string path = (m_path / name).string();
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    std::string path() const { return m_path.string(); }

  private:
    boost::filesystem::path m_path;
};

Config config_of(std::string_view text) {
    auto result = parse_config(text, "/etc/cairn/config.yaml");
    INFO(errors_of(text));
    REQUIRE(std::holds_alternative<Config>(result));
    return std::move(std::get<Config>(result));
}

}  // namespace

TEST_CASE("a full configuration is read") {
    const Config config = config_of(k_valid_config);
    CHECK(config.file == "/etc/cairn/config.yaml");
    CHECK(config.catalog_id == "my-archive");
    CHECK(config.catalog_title == "My archive");
    CHECK(config.catalog_description == "All of it.");
    REQUIRE(config.archives.size() == 1);
    const Archive& archive = config.archives.front();
    CHECK(archive.name == "cmip6");
    CHECK(archive.root == "/badc/cmip6");
    CHECK(archive.href == "https://data.example.org/badc/cmip6");
    CHECK(archive.include == std::vector<std::string>{"**/*.nc"});
    CHECK(archive.exclude == std::vector<std::string>{"**/files/**"});
    CHECK(config.publish.links == LinkStyle::absolute);
    CHECK(config.publish.root_href == "https://stac.example.org");
    CHECK(config.publish.item_page_size == 10);
    CHECK(config.publish.partition_size == 20);
    CHECK(config.assets.inline_max == 30);
    CHECK(config.assets.page_size == 40);
    CHECK(config.limits.max_problems == 50);
    CHECK(config.limits.worker_seconds == 60);
    CHECK(config.limits.worker_memory_bytes == 70ULL << 20);
    CHECK(config.limits.worker_files == 80);
    CHECK(config.limits.coordinate_bytes == 90ULL << 20);
}

TEST_CASE("a full collection rule is read") {
    const Config config = config_of(k_valid_config);
    REQUIRE(config.collections.size() == 1);
    const CollectionRule& rule = config.collections.front();
    CHECK(rule.id == "cmip6-{activity_id}");
    CHECK(rule.match.archive == "cmip6");
    CHECK(rule.match.paths == std::vector<std::string>{"data/CMIP6/**"});
    CHECK(rule.match.attributes == std::map<std::string, std::string>{{"mip_era", "CMIP6"}});
    CHECK(rule.facets.path_pattern == "data/CMIP6/{activity_id}/{source_id}/.../{version}/{filename}");
    CHECK(rule.facets.path_regex == "_(?P<grid>g[a-z0-9]+)_");
    CHECK(rule.facets.attributes == std::map<std::string, std::string>{{"frequency", "frequency"}});
    CHECK(rule.facets.constants == std::map<std::string, std::string>{{"project", "CMIP6"}});
    CHECK(rule.item == "{source_id}.{frequency}");
    CHECK(rule.asset == "{filename}");
    CHECK(rule.asset_title == "{stem} {version|latest}");
    CHECK(rule.title == "CMIP6 {activity_id}");
    CHECK(rule.item_title == "{source_id}");
    CHECK(rule.description == "The {project} archive.");
    CHECK(rule.license == "CC-BY-4.0");
    CHECK(rule.keywords == std::vector<std::string>{"climate"});
    REQUIRE(rule.providers.size() == 1);
    CHECK(rule.providers[0].name == "CEDA");
    CHECK(rule.providers[0].roles == std::vector<std::string>{"host"});
    CHECK(rule.roles == std::vector<std::string>{"data"});
    REQUIRE(rule.undated.interval);
    CHECK(to_rfc3339(rule.undated.interval->start) == "1850-01-01T00:00:00Z");
    CHECK(to_rfc3339(rule.undated.interval->end) == "2014-12-31T00:00:00Z");
    CHECK(json::write(rule.collection_template) == R"({"sci:citation":"About {project}"})");
    CHECK(rule.item_template.IsNull());
}

TEST_CASE("an archive alone is a configuration") {
    const Config config = config_of("archives: [{root: data/my files/}]");
    CHECK(config.archives[0].root == "/etc/cairn/data/my files");
    CHECK(config.archives[0].name == "my files");
    CHECK(config.archives[0].href.empty());
    CHECK(config.catalog_id == "my-files");
    REQUIRE(config.collections.size() == 1);
    CHECK(config.collections[0].id.empty());
    CHECK(config.collections[0].license.empty());
    CHECK(config.assets.inline_max == 100);
}

TEST_CASE("JSON is read as YAML") {
    const Config config = config_of("{\n\t\"archives\": [{\"root\": \"/a\", \"name\": \"\\ud83d\\ude00\"}]\n}");
    CHECK(config.archives[0].name == "\xF0\x9F\x98\x80");
}

TEST_CASE("numbers and booleans may stand for texts of facets and patterns") {
    const Config config = config_of(
        "archives: [{root: /a}]\ncollections:\n  - id: c\n    match: {attributes: {run: 1}}\n"
        "    facets: {constants: {level: 500, ok: true, name: '1.0'}, attributes: {r: run}}\n");
    const CollectionRule& rule = config.collections[0];
    CHECK(rule.match.attributes.at("run") == "1");
    CHECK(rule.facets.constants ==
          std::map<std::string, std::string>{{"level", "500"}, {"ok", "true"}, {"name", "1.0"}});
    CHECK(rule.facets.attributes == std::map<std::string, std::string>{{"r", "run"}});
}

TEST_CASE("template files are read relative to the configuration") {
    const Folder folder;
    folder.add("collection.json", R"({"keywords": ["{project}"]})");
    const std::string path =
        folder.add("config.yaml",
                   "archives: [{root: data}]\ncollections:\n  - id: c\n    template: collection.json\n"
                   "    facets: {constants: {project: x}}\n");
    auto result = load_config(path);
    REQUIRE(std::holds_alternative<Config>(result));
    const Config& config = std::get<Config>(result);
    CHECK(json::write(config.collections[0].collection_template) == R"({"keywords":["{project}"]})");
    CHECK(config.archives[0].root == folder.path() + "/data");
}

TEST_CASE("errors in a template file name that file, its line and column") {
    const Folder folder;
    const std::string text = "archives: [{root: data}]\ncollections:\n  - id: c\n    template: t.json\n";
    const std::string config = folder.path() + "/config.yaml";
    CHECK(errors_of(text, config) ==
          config + ":4:15: template: the file '" + folder.path() + "/t.json' does not exist");
    const std::string path = folder.add("t.json", "{\n  \"a\": \"{nothing}\"\n}");
    CHECK(errors_of(text, config) == path + ":2:9: a: nothing gives the facet 'nothing'; allowed: none");
    folder.add("t.json", "{\n  \"a\": \"{x\"\n}");
    CHECK(errors_of(text, config) ==
          path + ":2:9: a: a '{' without '}' (write '{{' for a brace) in '{x', at character 1");
    folder.add("t.json", "{\n  \"a\": }");
    CHECK(errors_of(text, config).find(path + ":2:8: not valid JSON: ") == 0);
    folder.add("t.json", "[1]");
    CHECK(errors_of(text, config) == path + ":1:1: found a JSON array, expected an object: the STAC document to merge");
}

TEST_CASE("a file that cannot be read is an error of the file as a whole") {
    const Folder folder;
    const auto missing = load_config(folder.path() + "/none.yaml");
    CHECK(to_text(std::get<1>(missing)) ==
          folder.path() + "/none.yaml: the file '" + folder.path() + "/none.yaml' does not exist\n");
    const auto is_folder = load_config(folder.path());
    CHECK(to_text(std::get<1>(is_folder)).find("is a folder, expected a file") != std::string::npos);
}

TEST_CASE("syntax errors name file, line and column") {
    CHECK(errors_of("archives: [").find("/etc/cairn/config.yaml:1:") == 0);
    CHECK(errors_of("archives:\n  - root: /a\n  - root: /b\n    root: /c\n") ==
          "/etc/cairn/config.yaml:4:5: the key 'root' stands twice in one mapping, first in line 3");
}

TEST_CASE("the configurations of the examples are valid") {
    for (const auto& entry : boost::filesystem::directory_iterator(test::source_folder() + "/examples")) {
        if (entry.path().extension() != ".yaml") continue;
        const std::string path = entry.path().string();
        CHECK(errors_of(read_text_file(path), path) == "none");
    }
}

TEST_CASE("what is no regular file is no configuration and is not waited for") {
    const Folder folder;
    const std::string pipe = folder.path() + "/pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const auto error_of = [](const std::string& path) {
        const auto result = load_config(path);
        REQUIRE(std::holds_alternative<std::vector<ConfigError>>(result));
        return std::get<std::vector<ConfigError>>(result).front().message;
    };
    CHECK(error_of(pipe) ==
          "'" + pipe + "' is a pipe, expected a regular file: write the text to a file and name that");
    CHECK(error_of("/dev/zero").find("'/dev/zero' is a device") == 0);
    CHECK(error_of(folder.path()).find("is a folder, expected a file") != std::string::npos);
    CHECK(error_of(folder.path() + "/none").find("does not exist") != std::string::npos);
    const std::string config = folder.add("config.yaml", "archives: [{root: x}]\ncatalog: {template: pipe}\n");
    CHECK(error_of(config).find("template: '" + pipe + "' is a pipe") == 0);
}

TEST_CASE("every preset that is part of the program is a valid configuration") {
    REQUIRE_FALSE(preset_names().empty());
    for (const std::string& name : preset_names()) {
        const auto loaded = preset_config(name, "/archive", "https://data.example.org");
        const auto* errors = std::get_if<std::vector<ConfigError>>(&loaded);
        INFO(name << ": " << (errors == nullptr ? "" : to_text(*errors)));
        CHECK(errors == nullptr);
    }
}

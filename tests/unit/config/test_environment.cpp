#include <catch2/catch.hpp>
#include <map>

#include "builder/config/environment.hpp"
#include "builder/config/phrases.hpp"

using namespace cairn;

namespace {

EnvironmentLookup lookup_in(std::map<std::string, std::string> variables) {
    return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional<std::string>(found->second);
    };
}

std::string errors_of(std::map<std::string, std::string> variables) {
    Config config;
    return to_text(apply_environment(config, lookup_in(std::move(variables))));
}

}  // namespace

TEST_CASE("variables replace settings") {
    Config config;
    config.assets.page_size = 7;
    const auto errors = apply_environment(config, lookup_in({{"CAIRN_PUBLISH_BROWSE", "links"},
                                                             {"CAIRN_PUBLISH_LINKS", "absolute"},
                                                             {"CAIRN_PUBLISH_ROOT_HREF", "https://a.example/"},
                                                             {"CAIRN_PUBLISH_STORE_TYPES", "bare"},
                                                             {"CAIRN_PUBLISH_ITEM_PAGE_SIZE", "1"},
                                                             {"CAIRN_PUBLISH_PARTITION_SIZE", "2"},
                                                             {"CAIRN_PUBLISH_GRACE", "12h"},
                                                             {"CAIRN_PUBLISH_KEEP_PREVIOUS", "9"},
                                                             {"CAIRN_ASSETS_INLINE_MAX", "3"},
                                                             {"CAIRN_LIMITS_MAX_PROBLEMS", "4"},
                                                             {"CAIRN_LIMITS_WORKER_SECONDS", "5"},
                                                             {"CAIRN_LIMITS_WORKER_MEMORY_MIB", "64"},
                                                             {"CAIRN_LIMITS_WORKER_FILES", "7"},
                                                             {"CAIRN_LIMITS_COORDINATE_MIB", "8"}}));
    CHECK(to_text(errors).empty());
    CHECK(config.publish.browse.show == Browse::Show::links);
    CHECK(config.publish.links == LinkStyle::absolute);
    CHECK(config.publish.root_href == "https://a.example");
    CHECK(config.publish.store_types == StoreTypes::bare);
    CHECK(config.publish.item_page_size == 1);
    CHECK(config.publish.partition_size == 2);
    CHECK(config.publish.grace_s == 43'200);
    CHECK(config.publish.keep_previous == 9);
    CHECK(config.assets.inline_max == 3);
    CHECK(config.assets.page_size == 7);
    CHECK(config.limits.max_problems == 4);
    CHECK(config.limits.worker_seconds == 5);
    CHECK(config.limits.worker_memory_bytes == 64ULL << 20);
    CHECK(config.limits.worker_files == 7);
    CHECK(config.limits.coordinate_bytes == 8ULL << 20);
}

TEST_CASE("every setting is one of the configuration") {
    for (const EnvironmentSetting& setting : environment_settings()) {
        INFO(setting.variable);
        CHECK(subschema_at(config_schema(), setting.pointer) != nullptr);
    }
}

TEST_CASE("the page can be turned off") {
    Config config;
    CHECK(apply_environment(config, lookup_in({{"CAIRN_PUBLISH_BROWSE", "false"}})).empty());
    CHECK(config.publish.browse.show == Browse::Show::nothing);
    CHECK_FALSE(errors_of({{"CAIRN_PUBLISH_BROWSE", "no page"}}).empty());
}

TEST_CASE("what is not set or empty changes nothing") {
    Config config;
    CHECK(apply_environment(config, lookup_in({{"CAIRN_ASSETS_INLINE_MAX", ""}})).empty());
    CHECK(config.assets.inline_max == 100);
}

TEST_CASE("bad values are errors that name the variable") {
    CHECK(errors_of({{"CAIRN_ASSETS_INLINE_MAX", "many"}})
              .find("CAIRN_ASSETS_INLINE_MAX: inline_max: found the text 'many', allowed: a whole number from 0 to "
                    "100000.") == 0);
    CHECK(errors_of({{"CAIRN_ASSETS_PAGE_SIZE", "0"}})
              .find("CAIRN_ASSETS_PAGE_SIZE: page_size: found the number 0, allowed:") == 0);
    CHECK(errors_of({{"CAIRN_ASSETS_PAGE_SIZE", "99999999999999999999"}})
              .find("CAIRN_ASSETS_PAGE_SIZE: page_size: found") == 0);
    CHECK(errors_of({{"CAIRN_PUBLISH_LINKS", "full"}}).find("allowed: one of 'relative', 'absolute'") !=
          std::string::npos);
    CHECK(errors_of({{"CAIRN_PUBLISH_ROOT_HREF", "stac"}}).find("which has no scheme; allowed: https://host/path") !=
          std::string::npos);
    CHECK(errors_of({{"CAIRN_PUBLISH_LINKS", "absolute"}}).find("set CAIRN_PUBLISH_ROOT_HREF or `publish.root_href`") !=
          std::string::npos);
}

TEST_CASE("a bad value leaves the setting as it was") {
    Config config;
    CHECK(apply_environment(config, lookup_in({{"CAIRN_ASSETS_INLINE_MAX", "-1"}})).size() == 1);
    CHECK(config.assets.inline_max == 100);
}

// A web folder with an OUT on the real disk, for tests of what publishing does to it.
#pragma once

#include <cstdint>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "builder/write/staging.hpp"
#include "tests/support/temp_folder.hpp"

namespace cairn::test {

inline const std::string k_first = "catalog.json=first\ncollections/c/collection.json={}\n";
inline const std::string k_second = "catalog.json=second\ncollections/c/collection.json={}\n";

struct Web {
    TempFolder folder;
    std::unique_ptr<Filesystem> disk = make_posix_filesystem();
    std::string out = folder / "web/out";

    Web() { folder.add_folder("web"); }

    OutputRequest request(bool adopt = false) const { return {out, {}, adopt}; }

    /// Without a grace period, unless a test is about it.
    PublishPolicy policy{0, 0, [this] { return now_s; }};
    std::int64_t now_s = 1'000'000;

    void publish(const std::string& text, bool adopt = false) {
        Staging staging(*disk, request(adopt), policy);
        staging.write("catalog.json", text);
        staging.write("collections/c/collection.json", "{}");
        staging.publish();
    }

    /// These documents, each with its own path as its text, and the root.
    std::vector<Change> publish_paths(const std::vector<std::string>& paths, const std::string& text) {
        Staging staging(*disk, request(), policy);
        for (const std::string& path : paths) staging.write(path, path);
        staging.write("catalog.json", text);
        staging.publish();
        return staging.changes();
    }

    /// Files below the web folder, without the manifest.
    std::string files(const std::string& below = "web/out") const {
        std::string text;
        std::istringstream lines(snapshot(folder / below));
        for (std::string line; std::getline(lines, line);) {
            if (!line.ends_with('/') && !line.starts_with(".cairn/") && !line.starts_with("out/.cairn/") &&
                line.find('=') != std::string::npos) {
                text += line + '\n';
            }
        }
        return text;
    }

    std::size_t names_in_web() const { return disk->members_of(folder / "web").size(); }
};

}  // namespace cairn::test

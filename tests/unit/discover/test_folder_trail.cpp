#include "builder/discover/folder_trail.hpp"

#include <catch2/catch.hpp>
#include <map>

using namespace cairn;

namespace {

using Members = std::vector<FolderMember>;

/// Walks down the names of `path` ("data/data") through listings by path.
class Listings {
  public:
    explicit Listings(std::map<std::string, Members> all) : m_all(std::move(all)) {}

    bool is_loop_at(const std::string& path) {
        FolderTrail::Place at = FolderTrail::step(nullptr, "", m_all.at(""));
        for (std::size_t end = 0; end != std::string::npos;) {
            end = path.find('/', end + 1);
            at = FolderTrail::step(at, path.substr(0, end), m_all.at(path.substr(0, end)));
        }
        return at->is_in_itself([this](const std::string& asked) -> std::optional<Members> {
            ++asked_for;
            const auto found = m_all.find(asked);
            return found == m_all.end() ? std::nullopt : std::optional(found->second);
        });
    }

    int asked_for = 0;

  private:
    std::map<std::string, Members> m_all;
};

FolderMember folder(const std::string& name) { return {name, true, {}}; }
FolderMember file(const std::string& name, std::int64_t modified_ns) { return {name, false, {10, "", modified_ns, 0}}; }

}  // namespace

TEST_CASE("a file with a size and a time tells a folder, names of folders alone do not") {
    Listings linked({{"", {file("a.nc", 5), folder("up")}}, {"up", {file("a.nc", 5), folder("up")}}});
    CHECK(linked.is_loop_at("up"));
    CHECK(linked.asked_for == 0);
    Listings other({{"", {file("a.nc", 5), folder("up")}}, {"up", {file("a.nc", 6), folder("up")}}});
    CHECK_FALSE(other.is_loop_at("up"));
    Listings named({{"", {folder("data")}}, {"data", {folder("data")}}, {"data/data", {file("a.nc", 5)}}});
    CHECK_FALSE(named.is_loop_at("data"));
    CHECK(named.asked_for == 1);
}

TEST_CASE("where folders alone are listed, the way around is gone once more") {
    const Members years{folder("2020"), folder("2021")};
    const Members year{file("a.nc", 5), folder("up")};
    Listings linked({{"", years}, {"2020", year}, {"2020/up", years}, {"2020/up/2020", year}});
    CHECK(linked.is_loop_at("2020/up"));
    CHECK(linked.asked_for == 1);
    Listings other({{"", years}, {"2020", year}, {"2020/up", years}, {"2020/up/2020", {file("b.nc", 7)}}});
    CHECK_FALSE(other.is_loop_at("2020/up"));
    std::map<std::string, Members> endless{{"", {folder("x")}}};
    std::string path = "x";
    for (int i = 0; i < 40; ++i, path += "/x") endless[path] = {folder("x")};
    CHECK(Listings(endless).is_loop_at("x"));
}

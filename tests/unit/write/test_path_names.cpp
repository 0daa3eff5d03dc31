#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "builder/write/path_names.hpp"

using cairn::path_name;
using cairn::path_names;
using Names = std::vector<std::string>;

namespace {

std::string in_small_letters(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return text;
}

bool is_hashed(const std::string& name) {
    return name.size() > 16 && name[name.size() - 16] == '-' &&
           name.find_first_not_of("0123456789abcdef", name.size() - 15) == std::string::npos;
}

}  // namespace

TEST_CASE("ids that are fit for a path stay") {
    for (const char* id : {"a", "CMIP6.CMIP.tas", "a_b-c+d=e,f@g", "cmorph-2016090200", "20160902T003000Z", "-x",
                           "x.json", "consul", "com", "com10"}) {
        CHECK(path_name(id) == id);
    }
    CHECK(path_name(std::string(200, 'a')) == std::string(200, 'a'));
}

// The figures are fixed: a name that changes is a link that breaks.
TEST_CASE("ids that are not fit get a hash") {
    CHECK(path_name("a/b") == "a_b-828712809a185aa");
    CHECK(path_name("") == "_-ef46db3751d8e99");
    CHECK(path_name("../../etc/passwd").starts_with("_._.._etc_passwd-"));
    for (const std::string id :
         {"", ".", "..", ".hidden", "a b", "a:b", "end.", "con", "NUL.txt", "Com1", "lpt9.x.y"}) {
        CAPTURE(id);
        const std::string name = path_name(id);
        CHECK(is_hashed(name));
        CHECK(name != id);
        CHECK(name.front() != '.');
    }
    CHECK(path_name("con.txt").starts_with("_on.txt-"));
    CHECK(path_name(std::string(5000, 'a')).size() == 200);
    CHECK(path_name("\xC3\xA9t\xC3\xA9").starts_with("__t__-"));
}

TEST_CASE("a name that looks hashed is hashed, so that no id can take another's name") {
    const std::string name = path_name("a/b");
    CHECK(path_name(name) != name);
    CHECK(is_hashed(path_name(name)));
    CHECK(path_name("x-0123456789abcde") != "x-0123456789abcde");
}

TEST_CASE("different ids have different names, and no name leaves its folder") {
    std::mt19937 random(42);
    const std::string alphabet = std::string("ab.-_/\\ :%~A\xC3\xA9\n") + '\0';
    std::map<std::string, std::string> id_of_name;
    const auto check = [&](const std::string& id) {
        const std::string name = path_name(id);
        CAPTURE(id, name);
        const auto [known, is_new] = id_of_name.emplace(name, id);
        REQUIRE((is_new || known->second == id));
        const bool is_clean = !name.empty() && name.size() <= 200 && name.front() != '.' && name.back() != '.' &&
                              std::all_of(name.begin(), name.end(), [](char c) {
                                  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                                         std::string("._-+=,@").find(c) != std::string::npos;
                              });
        REQUIRE(is_clean);
    };
    for (int i = 0; i < 30'000; ++i) {
        std::string id;
        for (auto length = random() % 8; length > 0; --length) id += alphabet[random() % alphabet.size()];
        check(id);
        check(path_name(id));
    }
    for (std::size_t length = 150; length < 400; ++length) check(std::string(length, 'x'));
}

TEST_CASE("names that differ in nothing but case are told apart; the one in small letters stays") {
    CHECK(path_names({"TAS", "pr"}) == Names{"TAS", "pr"});
    const Names three = path_names({"TAS", "tas", "Tas"});
    CHECK(three[1] == "tas");
    CHECK((is_hashed(three[0]) && three[0].starts_with("TAS-")));
    CHECK((is_hashed(three[2]) && three[2].starts_with("Tas-")));
    const Names none_small = path_names({"TAS", "Tas"});
    CHECK(none_small == Names{three[0], three[2]});
    // A name that has a hash, and one that is its capitals.
    CHECK(path_name("a/b") == "a_b-828712809a185aa");
    const Names hashes = path_names({"A_B-828712809A185AA", "a/b"});
    CHECK(hashes[1] == "a_b-828712809a185aa");
    CHECK(in_small_letters(hashes[0]) != hashes[1]);
}

TEST_CASE("no two names of a folder are one on a disk without case, and order and neighbours do not matter") {
    std::mt19937 random(3);
    const std::string alphabet = "abAB/-";
    for (int round = 0; round < 2'000; ++round) {
        std::set<std::string> distinct;
        for (auto count = random() % 40; count > 0; --count) {
            std::string id;
            for (auto length = random() % 4; length > 0; --length) id += alphabet[random() % alphabet.size()];
            distinct.insert(random() % 8 == 0 ? path_name(id) : id);
        }
        Names ids(distinct.begin(), distinct.end());
        std::map<std::string, std::string> name_of;
        std::set<std::string> folded;
        const Names names = path_names(ids);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            name_of[ids[i]] = names[i];
            CAPTURE(ids[i], names[i]);
            REQUIRE(folded.insert(in_small_letters(names[i])).second);
        }
        std::shuffle(ids.begin(), ids.end(), random);
        const Names shuffled = path_names(ids);
        for (std::size_t i = 0; i < ids.size(); ++i) REQUIRE(shuffled[i] == name_of[ids[i]]);
        // Without the others that are like it in small letters an id has its own name.
        for (const std::string& id : ids) {
            const auto alike = std::count_if(ids.begin(), ids.end(), [&](const std::string& other) {
                return in_small_letters(path_name(other)) == in_small_letters(path_name(id));
            });
            if (alike == 1) REQUIRE(name_of[id] == path_name(id));
        }
    }
}

TEST_CASE("an id whose siblings are not known has a name that no other id has in any case of letters") {
    CHECK(cairn::lone_path_name("tas_197901.nc") == "tas_197901.nc");
    CHECK(cairn::lone_path_name("a/b") == cairn::path_name("a/b"));
    CHECK(cairn::lone_path_name("Tas.nc").starts_with("Tas.nc-"));
    CHECK(cairn::lone_path_name("Tas.nc") != cairn::lone_path_name("TAS.nc"));
}

#include <catch2/catch.hpp>
#include <fstream>

#include "builder/facts/codec.hpp"
#include "builder/ledger/ledger_file.hpp"
#include "tests/support/some_facts.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using cairn::test::TempFolder;
using Catch::Matchers::Contains;

namespace {

/// What a ledger keeps of Facts.
Facts kept_of(Facts facts) {
    const FileStamp stamp = facts.fingerprint.stamp;
    facts.fingerprint = {};
    facts.fingerprint.stamp = stamp;
    facts.problems.clear();
    return facts;
}

Ledger some_ledger() {
    Ledger ledger;
    ledger.kept[{"one", "a/b.nc"}] = {Absent::removed, 1'700'000'000, some_facts()};
    ledger.kept[{"one", "a/c.nc"}] = {Absent::unreadable, -5, some_facts()};
    ledger.kept[{"other", "a/b.nc"}] = {Absent::waiting, 0, some_facts()};
    Facts failed;
    failed.format = Format::hdf5;
    failed.fingerprint.stamp = {17, 18, 19, 20};
    failed.problems = {{Stage::probe, "probe/worker-crashed", "/a/c.nc", "ended by SIGSEGV", Severity::error, {}}};
    ledger.quarantined[{"one", "a/c.nc"}] = {7, 1'700'000'000, 0xfedcba9876543210, failed};
    return ledger;
}

std::string fault_of(const std::string& text) {
    const auto parsed = parse_ledger(text);
    const auto* fault = std::get_if<std::string>(&parsed);
    return fault == nullptr ? "" : *fault;
}

}  // namespace

TEST_CASE("a ledger loses nothing of Facts but what is read again") {
    const Ledger ledger = some_ledger();
    const std::string text = ledger_text(ledger);
    const auto parsed = parse_ledger(text);
    REQUIRE(std::holds_alternative<Ledger>(parsed));
    const Ledger& read = std::get<Ledger>(parsed);
    REQUIRE(read.kept.size() == ledger.kept.size());
    for (const auto& [key, entry] : ledger.kept) {
        INFO(key.second);
        CHECK(read.kept.at(key).why == entry.why);
        CHECK(read.kept.at(key).since_s == entry.since_s);
        CHECK(encode(read.kept.at(key).facts) == encode(kept_of(entry.facts)));
    }
    REQUIRE(read.quarantined.size() == 1);
    const Quarantined& quarantined = read.quarantined.at({"one", "a/c.nc"});
    CHECK(quarantined.since_s == 7);
    CHECK(quarantined.tried_s == 1'700'000'000);
    CHECK(quarantined.with == 0xfedcba9876543210);
    CHECK(encode(quarantined.facts) == encode(ledger.quarantined.begin()->second.facts));
    CHECK(ledger_text(read) == text);
}

TEST_CASE("a ledger of the first version is read") {
    Ledger ledger = some_ledger();
    ledger.quarantined.clear();
    std::string text = ledger_text(ledger);
    text.replace(text.find(":2,"), 3, ":1,");
    const auto parsed = parse_ledger(text);
    REQUIRE(std::holds_alternative<Ledger>(parsed));
    CHECK(std::get<Ledger>(parsed).kept.size() == ledger.kept.size());
}

TEST_CASE("a ledger that is cut, damaged, foreign or newer is refused with the remedy") {
    const std::string text = ledger_text(some_ledger());
    const std::size_t last_line = text.rfind('\n', text.size() - 2) + 1;
    CHECK_THAT(fault_of(text.substr(0, last_line)), Contains("promises") && Contains("put back"));
    CHECK_THAT(fault_of(text.substr(0, last_line + 9)), Contains("none of a ledger"));
    CHECK_THAT(fault_of("a diary"), Contains("no ledger") && Contains("--ledger"));
    CHECK_THAT(fault_of(""), Contains("no ledger"));
    CHECK_THAT(fault_of("{\"cairn_ledger\":3,\"lines\":0}\n"), Contains("newer cairn (version 3"));
    std::string other_state = text;
    other_state.replace(other_state.find("\"removed\""), 9, "\"quarter\"");
    CHECK_THAT(fault_of(other_state), Contains("none of a ledger"));
}

TEST_CASE("no byte of a ledger can be changed so that it is read as something else and breaks") {
    const std::string text = ledger_text(some_ledger());
    for (std::size_t i = 0; i < text.size(); i += 3) {
        std::string damaged = text;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x15);
        const auto parsed = parse_ledger(damaged);
        if (const auto* read = std::get_if<Ledger>(&parsed)) CHECK_FALSE(ledger_text(*read).empty());
    }
}

TEST_CASE("a ledger is put in place whole, and only when it says something else") {
    const TempFolder folder;
    const auto disk = make_posix_filesystem();
    const std::string path = folder / "a.ledger";
    LedgerFile file(*disk, path);
    CHECK(file.ledger().empty());
    file.replace({});
    CHECK_FALSE(disk->exists(path));
    file.replace(some_ledger());
    const auto state = disk->state_of(path);
    file.replace(some_ledger());
    CHECK(disk->state_of(path) == state);
    CHECK_FALSE(disk->exists(path + ".new"));
    const LedgerFile again(*disk, path);
    CHECK(again.ledger().kept.size() == 3);
    CHECK(again.digest() == file.digest());
    std::ofstream(path) << "a diary";
    CHECK_THROWS_AS(LedgerFile(*disk, path), LedgerRefused);
}

// Validation of damaged trees: no crash, no hang, the same report for any number of threads, and every document that
// is not damaged is judged.
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "../support/catalog_damage.hpp"
#include "../support/temp_folder.hpp"
#include "../unit/validator/sample_tree.hpp"
#include "base/interrupted.hpp"
#include "validator/report/writers.hpp"
#include "validator/rules/table.hpp"

using namespace cairn;

namespace {

namespace fs = boost::filesystem;

const char* const k_witness = "c/b/b.json";  ///< never damaged, and wrong in a way that only judging finds

test::CatalogFiles sample_files() {
    const test::TempFolder folder;
    test::SampleTree tree;
    tree.set(k_witness, "/properties/datetime", "12");
    tree.write(folder.path());
    test::CatalogFiles files;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
        if (!fs::is_regular_file(entry.status())) continue;
        files[fs::relative(entry.path(), folder.path()).string()] = test::read_file(entry.path().string());
    }
    return files;
}

std::uint64_t count_of_trees() {
    const char* const wanted = std::getenv("CAIRN_DAMAGED_CATALOGS");
    return wanted == nullptr ? 150 : std::strtoull(wanted, nullptr, 10);
}

std::uint64_t first_seed() {
    const char* const wanted = std::getenv("CAIRN_DAMAGED_FIRST_SEED");
    return wanted == nullptr ? 0 : std::strtoull(wanted, nullptr, 10);
}

bool has_finding(const validate::Report& report, const std::string& document, const std::string& pointer) {
    for (const validate::Finding& finding : report.findings) {
        if (finding.document == document && finding.pointer == pointer) return true;
    }
    return false;
}

/// What the summary counts is what the findings show, where none is left out.
void check_counts(const validate::Report& report) {
    std::size_t errors = 0;
    bool all_shown = true;
    for (const validate::Finding& finding : report.findings) {
        const validate::Rule* rule = validate::find_rule(finding.rule);
        CAPTURE(finding.rule);
        REQUIRE(rule != nullptr);
        REQUIRE(finding.severity >= rule->severity);
        if (finding.severity == validate::Severity::error) ++errors;
        all_shown = all_shown && rule != &validate::rules::k_report_more;
    }
    if (all_shown) REQUIRE(errors == report.summary.errors);
    REQUIRE(errors <= report.summary.errors);
    REQUIRE(report.summary.valid + report.summary.invalid + report.summary.not_checked == report.summary.documents);
}

}  // namespace

TEST_CASE("damaged catalogs are judged to the end") {
    const test::CatalogFiles files = sample_files();
    const std::uint64_t end = first_seed() + count_of_trees();
    for (std::uint64_t seed = first_seed(); seed < end; ++seed) {
        CAPTURE(seed);
        const test::TempFolder folder;
        for (const auto& [path, text] : files) folder.add_file(path, text);
        const std::set<std::string> hurt = test::damage_catalog(folder.path(), files, k_witness, seed);
        const validate::Report report = validate::validate(folder.path(), {}, serial(), k_never_stop);
        check_counts(report);
        REQUIRE(report.summary.documents >= files.size() - hurt.size());
        REQUIRE(has_finding(report, k_witness, "/properties/datetime"));
        if (seed % 4 != 0) continue;
        const validate::Report again = validate::validate(folder.path(), {}, with_threads(3), k_never_stop);
        REQUIRE(validate::to_json(again) == validate::to_json(report));
    }
}

#include "validator/validate.hpp"

#include <algorithm>
#include <boost/filesystem.hpp>
#include <stdexcept>
#include <utility>

#include "validator/check_document.hpp"
#include "validator/engine.hpp"
#include "validator/places.hpp"
#include "validator/reach.hpp"
#include "validator/read_file.hpp"
#include "validator/rules/rules.hpp"
#include "validator/schemas.hpp"
#include "validator/tree.hpp"
#include "validator/walk_tree.hpp"

namespace cairn::validate {

namespace {

namespace fs = boost::filesystem;
using Findings = std::vector<Finding>;

/// What every step of one run needs.
struct Run {
    const std::string& folder;
    const Engine& engine;
    const Options& options;
    const ParallelFor& parallel;
    const std::atomic<bool>& stop;
};

std::vector<Record> check_files(const Run& run, const std::vector<std::string>& paths) {
    std::vector<Record> records(paths.size());
    run.parallel(paths.size(), [&](std::size_t i) {
        if (run.stop) return;
        records[i] = check_file((fs::path(run.folder) / paths[i]).string(), paths[i], run.engine, run.options);
    });
    return records;
}

/// The JSON files of the folder, then what they link to under other names, until nothing new turns up.
Tree read_tree(const Run& run, const std::vector<std::string>& files) {
    std::vector<std::string> paths = files;
    std::vector<Record> records;
    for (;;) {
        std::vector<Record> fresh = check_files(run, paths);
        records.insert(records.end(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
        Tree tree(run.folder, std::move(records));
        paths = run.stop ? std::vector<std::string>() : linked_files(tree);
        if (paths.empty()) return tree;
        records = tree.take_records();
    }
}

/// Takes back what the first pass said of files that turn out to be no documents, and names the orphans.
void judge_reach(const Tree& tree, const std::vector<Reached>& reached, Findings& findings) {
    const auto is_document = [&](const Finding& finding) {
        const Record* record = tree.find(finding.document);
        if (record == nullptr || record->kind != Kind::unknown) return true;
        const Reached how = reached[static_cast<std::size_t>(record - tree.records().data())];
        return how == Reached::as_document || (how == Reached::no && finding.rule == "json/syntax");
    };
    findings.erase(std::partition(findings.begin(), findings.end(), is_document), findings.end());
    for (std::size_t i = 0; i < reached.size(); ++i) {
        if (reached[i] != Reached::no) continue;
        findings.push_back(rules::at(tree.records()[i], "", "tree/orphan", Severity::warning,
                                     "no link leads here from " + tree.root()->path));
    }
}

void apply_rules(const Run& run, const Tree& tree, Findings& findings) {
    std::vector<Findings> by_record(tree.records().size());
    run.parallel(by_record.size(), [&](std::size_t i) {
        const Record& record = tree.records()[i];
        for (const auto rule : {rules::missing_targets, rules::inverse_links, rules::root_and_self,
                                rules::collection_link, rules::page_counts, rules::page_directory}) {
            rule(tree, record, by_record[i]);
        }
    });
    for (Findings& some : by_record) {
        findings.insert(findings.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
    }
    for (const auto rule : {rules::page_chains, rules::pages_and_items, rules::duplicate_ids, rules::extents}) {
        rule(tree, findings);
    }
}

Report validate_file(const std::string& path, const Run& run) {
    std::vector<Record> records;
    records.push_back(check_file(path, path, run.engine, run.options));
    Findings findings = std::move(records.front().findings);
    return finish({std::move(findings), records, {Reached::as_document}, {}}, run.options, run.parallel);
}

Report validate_folder(const Run& run) {
    TreeFiles files = walk_tree(run.folder);
    Tree tree = read_tree(run, files.paths);
    Findings findings = tree.take_findings();
    findings.insert(findings.end(), files.problems.begin(), files.problems.end());
    const std::vector<Reached> reached = reach(tree);
    if (!run.stop) {
        judge_reach(tree, reached, findings);
        apply_rules(run, tree, findings);
    }
    return finish({std::move(findings), tree.records(), reached, run.folder}, run.options, run.parallel);
}

}  // namespace

Report validate(const std::string& path, const Options& options, const ParallelFor& parallel,
                const std::atomic<bool>& stop) {
    boost::system::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error || !fs::exists(status)) throw std::runtime_error(path + ": there is no such file or folder");
    if (!options.schemas_folder.empty() && !fs::is_directory(options.schemas_folder, error)) {
        throw std::runtime_error(options.schemas_folder + ": the folder of schemas does not exist");
    }
    const SchemaStore store(options.schemas_folder);
    const Engine engine(store);
    const Run run{path, engine, options, parallel, stop};
    if (fs::is_directory(status)) {
        fs::directory_iterator readable(path, error);
        if (error) throw std::runtime_error(path + ": the folder cannot be read: " + error.message());
        return validate_folder(run);
    }
    const FileText probe = read_file(path, options.largest_document_bytes);
    if (!probe.problem.empty()) throw std::runtime_error(path + ": the file " + probe.problem);
    return validate_file(path, run);
}

}  // namespace cairn::validate

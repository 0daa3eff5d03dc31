#include "validator/validate.hpp"

#include <algorithm>
#include <boost/filesystem.hpp>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/interrupted.hpp"
#include "validator/check_document.hpp"
#include "validator/engine.hpp"
#include "validator/ledger.hpp"
#include "validator/missing_links.hpp"
#include "validator/places.hpp"
#include "validator/reach.hpp"
#include "validator/read_file.hpp"
#include "validator/record_source.hpp"
#include "validator/relations.hpp"
#include "validator/rules/table.hpp"
#include "validator/schemas.hpp"
#include "validator/tree.hpp"
#include "validator/tree_files.hpp"

namespace cairn::validate {

namespace {

namespace fs = boost::filesystem;

/// What every step of one run needs.
struct Run {
    const TreeFiles& files;
    const Judging with;
    const ParallelFor& parallel;
    Ledger& ledger;
    RecordSource& source;
    ItemsByCollection& items;
};

void hand_over(Record& record, Ledger& ledger) {
    for (Finding& finding : record.findings) ledger.add(std::move(finding));
    record.findings = {};
}

/// Reads every document.
class FromFiles : public RecordSource {
  public:
    std::vector<Record> records(const std::vector<std::string>& paths, const Make& make, const Take& take,
                                const ParallelFor& parallel) override {
        std::vector<Record> records(paths.size());
        parallel(paths.size(), [&](std::size_t i) {
            records[i] = make(paths[i]);
            take(records[i]);
        });
        return records;
    }
};

std::vector<Record> check_files(const Run& run, const std::vector<std::string>& paths, RecordSource& source) {
    const auto make = [&](const std::string& path) {
        leave_when(run.with.stop);
        return check_file(run.files, path, run.with);
    };
    // What is said of JSON that is no STAC waits until it is known whether it is a document at all.
    const auto take = [&](Record& record) {
        if (record.kind != Kind::unknown) hand_over(record, run.ledger);
        run.items.add(record);
    };
    return source.records(paths, make, take, run.parallel);
}

/// The JSON files of the folder, then what they link to under other names, until nothing new turns up.
Tree read_tree(const Run& run, const std::vector<std::string>& files) {
    std::vector<Record> records = check_files(run, files, run.source);
    Aliases aliases;
    for (;;) {
        Tree tree(run.files, std::move(records), std::move(aliases), run.with.stop);
        LinkedFiles linked = linked_files(tree);
        if (linked.paths.empty() && linked.aliases.size() == tree.aliases().size()) return tree;
        FromFiles all;
        std::vector<Record> fresh = check_files(run, linked.paths, all);
        records = tree.take_records();
        records.insert(records.end(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
        aliases = std::move(linked.aliases);
    }
}

/// What rules that know the tree find. Threads: any number, each with other documents.
class TreeFindings : public Findings {
  public:
    TreeFindings(const Tree& tree, const Options& options, Ledger& ledger)
        : m_tree(tree), m_limit(options.findings_per_document), m_ledger(ledger), m_tallies(tree.records().size()) {}

    using Findings::add;
    void add(const Record& record, Finding finding) override {
        Tally& tally = m_tallies[static_cast<std::size_t>(&record - m_tree.records().data())];
        if (tally[finding.severity]++ >= m_limit) return;
        finding.document = record.path;
        m_ledger.add(std::move(finding));
    }

    bool only_counts(const Record& record, Severity severity) override {
        std::size_t& count = m_tallies[static_cast<std::size_t>(&record - m_tree.records().data())][severity];
        if (count < m_limit) return false;
        ++count;
        return true;
    }

    /// Together with those of the first pass.
    std::vector<Tally> all_tallies(const std::vector<Tally>& first_pass) const {
        std::vector<Tally> all = first_pass;
        for (std::size_t i = 0; i < all.size(); ++i) all[i] += m_tallies[i];
        return all;
    }

  private:
    const Tree& m_tree;
    std::size_t m_limit;
    Ledger& m_ledger;
    std::vector<Tally> m_tallies;
};

/// Counts of the first pass, without those of files that turn out to be no documents: data may be anything. What no
/// link leads to is not known to be data: that it cannot be read counts.
std::vector<Tally> judge_reach(const Run& run, const Tree& tree, const std::vector<Reached>& reached) {
    std::vector<Tally> tallies(reached.size());
    for (std::size_t i = 0; i < reached.size(); ++i) {
        const Record& record = tree.records()[i];
        const bool counts = record.kind != Kind::unknown || reached[i] == Reached::as_document ||
                            (reached[i] == Reached::no && !record.readable);
        if (!counts) continue;
        tallies[i] = record.tally;
        for (const Finding& finding : record.findings) run.ledger.add(finding);
    }
    return tallies;
}

void name_aliases(const Tree& tree, Findings& out) {
    std::map<const Record*, std::pair<std::string, std::size_t>> names;  // the first alias, and how many there are
    for (const auto& [alias, path] : tree.aliases()) {
        if (const Record* record = tree.find(path)) ++names.emplace(record, std::pair(alias, 0)).first->second.second;
    }
    for (const auto& [record, name] : names) {
        out.add(rules::k_tree_met_again, *record, "",
                "links lead here through symbolic links by " + std::to_string(name.second) +
                    " other path(s), first as " + name.first + ": judged once");
    }
}

/// Where each link of a document leads, for the rules about links; what leads nowhere is collected.
void follow_links(const Tree& tree, const Record& record, const std::vector<LinkCheck>& checks, MissingLinks& missing,
                  Findings& out) {
    for (const Link& link : record.links) {
        const Target target = tree.resolve(record, link.href);
        const Record* document = target.where == Where::inside ? tree.find(target.path) : nullptr;
        const LinkView view{tree, record, link, target, document};
        for (const LinkCheck check : checks) check(view, out);
        if (document != nullptr && holds(record, link) && !missed_kind(record, link, *document).empty())
            missing.add_misled(record, link);
        if (target.where != Where::inside || document != nullptr) continue;
        const Standing standing = tree.look(target.path);
        if (standing == Standing::document || standing == Standing::file_or_folder) continue;
        const auto index = static_cast<std::uint32_t>(&link - record.links.data());
        missing.add({digest_of(target.path), &record, index, standing});
    }
}

template <class Check>
std::vector<Check> checks_of_kind() {
    std::vector<Check> checks;
    for (const Rule* rule : rule_table())
        if (const auto* check = std::get_if<Check>(&rule->check)) checks.push_back(*check);
    return checks;
}

void apply_rules(const Run& run, const Tree& tree, const std::vector<Reached>& reached, Findings& out) {
    MissingLinks missing;
    const std::vector<RecordCheck> of_records = checks_of_kind<RecordCheck>();
    const std::vector<LinkCheck> of_links = checks_of_kind<LinkCheck>();
    run.parallel(tree.records().size(), [&](std::size_t i) {
        const Record& record = tree.records()[i];
        for (const RecordCheck check : of_records) check({tree, record}, out);
        follow_links(tree, record, of_links, missing, out);
    });
    missing.settle();
    std::set<const Record*> disputed;
    const TreeView view{tree, reached, missing, disputed, run.items};
    const auto apply = [&](TreeCheck check) {
        leave_when(run.with.stop);
        check(view, out);
    };
    for (const CopyCheck& copies : checks_of_kind<CopyCheck>()) apply(copies.check);
    for (const TreeCheck check : checks_of_kind<TreeCheck>()) apply(check);
}

Report validate_file(const std::string& path, std::string text, const Judging& with, const ParallelFor& parallel,
                     Ledger& ledger) {
    std::vector<Record> records;
    records.push_back(check_text(std::move(text), path, with));
    hand_over(records.front(), ledger);
    return finish({ledger.take(), records, {records.front().tally}, {}, {Reached::as_document}, nullptr}, with.options,
                  parallel, with.stop);
}

Report validate_folder(const Run& run) {
    FoundFiles found = run.files.list(run.with.stop);
    const Tree tree = read_tree(run, found.paths);
    std::vector<std::string>().swap(found.paths);
    const std::vector<Reached> reached = reach(tree);
    const std::vector<Tally> first_pass = judge_reach(run, tree, reached);
    TreeFindings out(tree, run.with.options, run.ledger);
    name_aliases(tree, out);
    apply_rules(run, tree, reached, out);
    Tally elsewhere;
    for (Finding& finding : found.problems) {
        ++elsewhere[finding.severity];
        run.ledger.add(std::move(finding));
    }
    return finish({run.ledger.take(), tree.records(), out.all_tallies(first_pass), elsewhere, reached, &run.files},
                  run.with.options, run.parallel, run.with.stop);
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
    if (fs::is_directory(status)) {
        fs::directory_iterator readable(path, error);
        if (error) throw std::runtime_error(path + ": the folder cannot be read: " + error.message());
        return validate(TreeFiles::published(path), options, parallel, stop);
    }
    const SchemaStore store(options.schemas_folder);
    const Engine engine(store, Formats::check, options.judge_by);
    Ledger ledger(options.findings_per_rule);
    FileText read = read_file(path, options.largest_document_bytes, Only::anything, stop);
    if (!read.problem.empty()) throw std::runtime_error(path + ": the file " + read.problem);
    return validate_file(path, std::move(read.text), {engine, options, stop}, parallel, ledger);
}

Report validate(const TreeFiles& files, const Options& options, const ParallelFor& parallel,
                const std::atomic<bool>& stop, RecordSource* source) {
    const SchemaStore store(options.schemas_folder);
    const Engine engine(store, Formats::check, options.judge_by);
    Ledger ledger(options.findings_per_rule);
    FromFiles all;
    ItemsByCollection items;
    return validate_folder(
        {files, {engine, options, stop}, parallel, ledger, source == nullptr ? all : *source, items});
}

}  // namespace cairn::validate

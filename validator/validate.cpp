#include "validator/validate.hpp"

#include <algorithm>
#include <boost/filesystem.hpp>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/interrupted.hpp"
#include "validator/acceptance.hpp"
#include "validator/assets/check_assets.hpp"
#include "validator/check_document.hpp"
#include "validator/crawl.hpp"
#include "validator/judge.hpp"
#include "validator/ledger.hpp"
#include "validator/missing_links.hpp"
#include "validator/places.hpp"
#include "validator/reach.hpp"
#include "validator/record_source.hpp"
#include "validator/relations.hpp"
#include "validator/report/pattern.hpp"
#include "validator/rules/table.hpp"
#include "validator/shared_parts.hpp"
#include "validator/sources/open_source.hpp"
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
    const std::string& base;
    ItemsByCollection& items;
    SharedParts& parts;
};

void hand_over(Record& record, Ledger& ledger) {
    if (record.faults_apart == nullptr) return;
    Faults& faults = *record.faults_apart;
    for (Finding& finding : faults.findings) ledger.add(std::move(finding));
    for (const PatternCount& count : faults.dropped)
        ledger.count(count.severity, count.rule, count.pattern, count.count);
    std::vector<Finding>().swap(faults.findings);
    std::vector<PatternCount>().swap(faults.dropped);
}

/// Reads every document.
class FromFiles : public RecordSource {
  public:
    std::vector<Record> records(std::vector<std::string> paths, const Make& make, const Take& take,
                                const ParallelFor& parallel) override {
        std::vector<Record> records(paths.size());
        parallel(paths.size(), [&](std::size_t i) {
            records[i] = make(paths[i]);
            records[i].path = std::move(paths[i]);
            take(records[i]);
        });
        return records;
    }
};

std::vector<Record> check_files(const Run& run, std::vector<std::string> paths, RecordSource& source) {
    const auto make = [&](const std::string& path) {
        leave_when(run.with.stop);
        return check_file(run.files, path, run.with);
    };
    // What is said of JSON that is no STAC waits until it is known whether it is a document at all.
    const auto take = [&](Record& record) {
        if (record.kind != Kind::unknown) hand_over(record, run.ledger);
        run.items.add(record);
        run.parts.share(record);
    };
    return source.records(std::move(paths), make, take, run.parallel);
}

/// The documents that the source lists, then what they link to under other names, until nothing new turns up.
Crawled read_documents(const Run& run, std::vector<std::string> listed) {
    FromFiles all;
    const auto read = [&](std::vector<std::string> paths, bool is_first) {
        return check_files(run, std::move(paths), is_first ? run.source : all);
    };
    return crawl(run.files, std::move(listed), read, run.with.stop);
}

/// What rules that know the tree find. Threads: any number, each with other documents.
class TreeFindings : public Findings {
  public:
    TreeFindings(const Tree& tree, const Options& options, Ledger& ledger)
        : m_tree(tree), m_options(options), m_ledger(ledger), m_tallies(tree.records().size()) {}

    using Findings::add;
    void add(const Record& record, Finding finding) override {
        if (m_options.acceptance != nullptr && !m_options.acceptance->admits(finding, record.path)) return;
        Tally& tally = m_tallies[static_cast<std::size_t>(&record - m_tree.records().data())];
        if (tally[finding.severity]++ >= m_options.findings_per_document)
            return m_ledger.count(finding.severity, finding.rule, pattern_of(finding.message), 1);
        finding.document = record.path;
        m_ledger.add(std::move(finding));
    }

    /// Together with those of the first pass.
    std::vector<Tally> all_tallies(std::vector<Tally> first_pass) const {
        for (std::size_t i = 0; i < first_pass.size(); ++i) first_pass[i] += m_tallies[i];
        return first_pass;
    }

  private:
    const Tree& m_tree;
    const Options& m_options;
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
        tallies[i] = record.faults().tally;
        for (const Finding& finding : record.faults().findings) run.ledger.add(finding);
        for (const PatternCount& count : record.faults().dropped)
            run.ledger.count(count.severity, count.rule, count.pattern, count.count);
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

/// Links that no rule can judge by what they lead to. Threads: any number.
struct Unseen {
    std::atomic<std::size_t> elsewhere{0};
    std::atomic<std::size_t> outside{0};
};

/// Where each link of a document leads, for the rules about links; what leads nowhere is collected.
void follow_links(const Tree& tree, const Record& record, const std::vector<LinkCheck>& checks, MissingLinks& missing,
                  Findings& out, Unseen& unseen) {
    const bool has_place = tree.files().has_place(record.path);
    std::size_t elsewhere = 0;
    std::size_t outside = 0;
    record.for_each_link([&](const Link& link, std::uint32_t number) {
        const Target target = tree.resolve(record, link.href);
        const Record* document = target.where == Where::inside ? tree.find(target.path) : nullptr;
        const LinkView view{tree, record, link, target, document};
        for (const LinkCheck check : checks) check(view, out);
        elsewhere += has_place && target.where == Where::elsewhere ? 1 : 0;
        outside += target.where == Where::outside ? 1 : 0;
        if (document != nullptr && holds(record, link) && !missed_kind(record, link, *document).empty())
            missing.add_misled(record, link);
        if (target.where != Where::inside || document != nullptr) return;
        const Standing standing = tree.look(target.path);
        if (standing == Standing::file_or_folder && leads_to_one_document(link.rel) && holds(record, link))
            missing.add_misled(record, link);
        if (standing == Standing::document || standing == Standing::file_or_folder) return;
        if (standing == Standing::not_known) return;
        missing.add({digest_of(target.path), &record, number, standing});
    });
    if (elsewhere > 0) unseen.elsewhere += elsewhere;
    if (outside > 0) unseen.outside += outside;
}

template <class Check>
std::vector<Check> checks_of_kind() {
    std::vector<Check> checks;
    for (const Rule* rule : rule_table())
        if (const auto* check = std::get_if<Check>(&rule->check)) checks.push_back(*check);
    return checks;
}

void apply_rules(const Run& run, const Tree& tree, const std::vector<Reached>& reached, Findings& out, Unseen& unseen) {
    MissingLinks missing;
    const std::vector<RecordCheck> of_records = checks_of_kind<RecordCheck>();
    const std::vector<LinkCheck> of_links = checks_of_kind<LinkCheck>();
    run.parallel(tree.records().size(), [&](std::size_t i) {
        const Record& record = tree.records()[i];
        for (const RecordCheck check : of_records) check({tree, record}, out);
        follow_links(tree, record, of_links, missing, out, unseen);
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

Report validate_file(const Source& source, const Judging& with, const ParallelFor& parallel, Ledger& ledger) {
    std::vector<Record> records;
    records.push_back(check_text(source.text(), source.name, with));
    hand_over(records.front(), ledger);
    const ReadText read = [&](const std::string&) { return FileText{source.text(), {}, false}; };
    Report report = finish({ledger.take(), records, {records.front().faults().tally}, {}, {Reached::as_document}, read},
                           with.options, parallel, with.stop);
    report.counts = ledger.counts();
    if (records.front().link_count > 0)
        report.not_checked.push_back(
            {"links of the document, which were not followed: " + source.alone_because, records.front().link_count});
    return report;
}

/// What links of the tree lead to and nobody has looked at.
std::vector<NotChecked> not_followed(const Tree& tree, const Unseen& unseen, std::size_t left_unread) {
    const auto lines =
        static_cast<std::size_t>(std::count_if(tree.records().begin(), tree.records().end(), [&](const Record& record) {
            return !tree.files().has_place(record.path);
        }));
    std::vector<NotChecked> all;
    const auto add = [&](const char* what, std::size_t count) {
        if (count > 0) all.push_back({what, count});
    };
    add("links to other servers, which were not followed", unseen.elsewhere);
    add("links that lead above the root's folder, which were not followed", unseen.outside);
    add("documents without a place, since no self link says where they lie: their links were not followed", lines);
    add("documents past the limit of --max-documents, which were not read", left_unread);
    return all;
}

Report validate_folder(const Run& run) {
    FoundFiles found = run.files.list(run.with.stop);
    Crawled crawled = read_documents(run, std::move(found.paths));
    const Tree tree(run.files, std::move(crawled.records), std::move(crawled.aliases), run.with.stop);
    const std::vector<Reached> reached = reach(tree);
    std::vector<Tally> first_pass = judge_reach(run, tree, reached);
    TreeFindings out(tree, run.with.options, run.ledger);
    name_aliases(tree, out);
    Unseen unseen;
    apply_rules(run, tree, reached, out, unseen);
    std::vector<NotChecked> assets;
    if (run.with.options.check_assets != CheckAssets::nothing)
        assets = check_assets(tree, reached, run.base, run.with.options, run.parallel, run.with.stop, out);
    if (run.with.options.with_tree) run.with.options.with_tree(tree);
    Tally elsewhere;
    for (Finding& finding : found.problems) {
        const auto& acceptance = run.with.options.acceptance;
        if (acceptance != nullptr && !acceptance->admits(finding, finding.document)) continue;
        ++elsewhere[finding.severity];
        run.ledger.add(std::move(finding));
    }
    const ReadText read = [&](const std::string& path) {
        return run.files.read(path, run.with.options.largest_document_bytes, run.with.stop);
    };
    Report report =
        finish({run.ledger.take(), tree.records(), out.all_tallies(std::move(first_pass)), elsewhere, reached, read},
               run.with.options, run.parallel, run.with.stop);
    report.not_checked = not_followed(tree, unseen, crawled.left_unread);
    report.not_checked.insert(report.not_checked.end(), assets.begin(), assets.end());
    report.counts = run.ledger.counts();
    return report;
}

}  // namespace

Report validate(const std::string& place, const Options& options, const ParallelFor& parallel,
                const std::atomic<bool>& stop) {
    boost::system::error_code error;
    if (!options.schemas_folder.empty() && !fs::is_directory(options.schemas_folder, error)) {
        throw std::runtime_error(options.schemas_folder + ": the folder of schemas does not exist");
    }
    const Source source = open_source(place, options, parallel, stop);
    if (source.files != nullptr) {
        Report report = validate(*source.files, options, parallel, stop, nullptr, source.base);
        report.place = place;
        report.base = source.base;
        return report;
    }
    const Judge judge(options);
    Ledger ledger(options.findings_per_rule);
    Report report = validate_file(source, judge.with(stop), parallel, ledger);
    report.place = place;
    return report;
}

Report validate(const TreeFiles& files, const Options& options, const ParallelFor& parallel,
                const std::atomic<bool>& stop, RecordSource* source, const std::string& base) {
    return validate(files, Judge(options), parallel, stop, source, base);
}

Report validate(const TreeFiles& files, const Judge& judge, const ParallelFor& parallel, const std::atomic<bool>& stop,
                RecordSource* source, const std::string& base) {
    const Judging with = judge.with(stop);
    Ledger ledger(with.options.findings_per_rule);
    FromFiles all;
    ItemsByCollection items;
    SharedParts parts;
    return validate_folder({files, with, parallel, ledger, source == nullptr ? all : *source, base, items, parts});
}

}  // namespace cairn::validate

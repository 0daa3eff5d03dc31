#include "validator/assets/check_assets.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "base/interrupted.hpp"
#include "base/json/parse.hpp"
#include "base/multihash.hpp"
#include "base/secrets.hpp"
#include "validator/assets/asset_claims.hpp"
#include "validator/assets/asset_journal.hpp"
#include "validator/assets/asset_metadata.hpp"
#include "validator/assets/asset_places.hpp"
#include "validator/check_document.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

namespace {

struct Task {
    const Record* record;
    AssetClaims claims;
};

class Comparison {
  public:
    Comparison(const Tree& tree, const std::string& base, const Options& options, const std::atomic<bool>& stop,
               Findings& out)
        : m_tree(tree),
          m_options(options),
          m_stop(stop),
          m_out(out),
          m_places(base, options),
          m_journal(options.asset_journal) {}

    std::vector<AssetClaims> claims_in(const Record& record) const {
        const FileText read = m_tree.files().read(record.path, m_options.largest_document_bytes, m_stop);
        if (!read.problem.empty()) return {};
        const auto parsed = json::parse(read.text, {k_deepest_nesting});
        const auto* document = std::get_if<json::Value>(&parsed);
        return document == nullptr ? std::vector<AssetClaims>{} : claims_of(*document, record.kind);
    }

    void run(const Task& task) {
        leave_when(m_stop);
        const AssetPlace place = m_places.place_of(task.record->path, task.claims.href);
        if (!place.refusal.empty()) return skip("assets: " + place.refusal);
        const AssetStat stat = m_places.look(place, task.claims.is_store());
        if (stat.standing == AssetStat::Standing::not_known)
            return add(rules::k_data_unreadable, task, "/href", place, "cannot be looked at: " + stat.problem);
        if (stat.standing == AssetStat::Standing::missing && is_said_without_data(task)) return;
        if (stat.standing == AssetStat::Standing::missing)
            return add(rules::k_data_missing, task, "/href", place,
                       task.claims.is_store() ? "there is no store there" : "there is nothing there");
        const std::uint64_t digest = digest_of_task(task, place, stat);
        if (m_journal.knows(digest)) return;
        bool agrees = true;
        if (m_options.check_assets >= CheckAssets::size) agrees = check_size(task, place, stat);
        if (agrees && m_options.check_assets >= CheckAssets::checksum) agrees = check_sum(task, place);
        if (agrees && m_options.check_assets >= CheckAssets::metadata) agrees = check_metadata(task, place);
        if (agrees) m_journal.add(digest);
    }

    std::vector<NotChecked> skipped() const {
        std::vector<NotChecked> all;
        for (const auto& [what, count] : m_skipped) all.push_back({what, count});
        return all;
    }

  private:
    /// A relative href to a path of the tree is "asset/missing" already.
    bool is_said_without_data(const Task& task) const {
        const Target target = m_tree.resolve(*task.record, task.claims.href);
        return target.where == Where::inside && m_tree.look(target.path) == Standing::nothing;
    }

    std::uint64_t digest_of_task(const Task& task, const AssetPlace& place, const AssetStat& stat) const {
        std::string text =
            std::to_string(static_cast<int>(m_options.check_assets)) + '\0' + place.text() + '\0' + stat.version;
        const auto add_text = [&](const std::string& part) { text.append(1, '\0').append(part); };
        const AssetClaims& claims = task.claims;
        if (claims.size_bytes) add_text(std::to_string(claims.size_bytes->value));
        if (claims.checksum) add_text(claims.checksum->value);
        add_text(std::to_string(task.record->digest) + task.record->path + claims.pointer);
        return digest_of(text);
    }

    bool check_size(const Task& task, const AssetPlace& place, const AssetStat& stat) {
        if (!task.claims.size_bytes || stat.size_bytes == ObjectStat::k_unknown_size) return true;
        if (task.claims.size_bytes->value == stat.size_bytes) return true;
        add(rules::k_data_size, task, "/file:size", place,
            "the document says " + std::to_string(task.claims.size_bytes->value) + " bytes, the file has " +
                std::to_string(stat.size_bytes));
        return false;
    }

    bool check_sum(const Task& task, const AssetPlace& place) {
        if (!task.claims.checksum || task.claims.is_store()) return true;
        const std::string& said = task.claims.checksum->value;
        std::optional<Digester> sum = Digester::of(said);
        if (!sum) {
            skip("assets with a checksum of an algorithm that is not known here");
            return true;
        }
        const std::string problem = m_places.read(place, m_stop, [&](std::string_view bytes) { sum->add(bytes); });
        if (!problem.empty()) {
            add(rules::k_data_unreadable, task, "/href", place, "cannot be read: " + problem);
            return false;
        }
        const std::string there = sum->take();
        if (there == said) return true;
        add(rules::k_data_checksum, task, "/file:checksum", place,
            "the document says " + said + ", the file has " + there);
        return false;
    }

    bool check_metadata(const Task& task, const AssetPlace& place) {
        if (!task.claims.is_data()) return true;
        if (place.path.empty()) {
            skip("assets on servers, whose metadata is not opened: map their URL to a folder with --assets-at");
            return true;
        }
        const auto read = m_options.asset_reader->read(place.path);
        if (const auto* problem = std::get_if<std::string>(&read)) {
            add(rules::k_data_unreadable, task, "/href", place, "its metadata cannot be read: " + *problem);
            return false;
        }
        const std::vector<Disagreement> found = compare(task.claims, std::get<AssetFacts>(read));
        for (const Disagreement& one : found) {
            Finding finding =
                finding_of(rules::k_data_metadata, one.pointer, in_quotes(place.text()) + ": " + one.message);
            if (one.is_slight) finding.severity = Severity::warning;
            m_out.add(*task.record, std::move(finding));
        }
        return found.empty();
    }

    void add(const Rule& rule, const Task& task, const char* member, const AssetPlace& place, const std::string& what) {
        m_out.add(rule, *task.record, task.claims.pointer + member, in_quotes(discreet(place.text())) + ": " + what);
    }

    void skip(const std::string& what) {
        const std::scoped_lock lock(m_mutex);
        ++m_skipped[what];
    }

    const Tree& m_tree;
    const Options& m_options;
    const std::atomic<bool>& m_stop;
    Findings& m_out;
    AssetPlaces m_places;
    AssetJournal m_journal;
    std::mutex m_mutex;  ///< guards m_skipped
    std::map<std::string, std::size_t> m_skipped;
};

}  // namespace

std::vector<NotChecked> check_assets(const Tree& tree, const std::vector<Reached>& reached, const std::string& base,
                                     const Options& options, const ParallelFor& parallel, const std::atomic<bool>& stop,
                                     Findings& out) {
    constexpr std::size_t k_documents = 1024;  // of a batch
    Comparison check(tree, base, options, stop, out);
    const std::vector<Record>& records = tree.records();
    for (std::size_t begin = 0; begin < records.size(); begin += k_documents) {
        const std::size_t count = std::min(k_documents, records.size() - begin);
        std::vector<std::vector<AssetClaims>> claims(count);
        parallel(count, [&](std::size_t i) {
            leave_when(stop);
            if (reached[begin + i] != Reached::as_data) claims[i] = check.claims_in(records[begin + i]);
        });
        std::vector<Task> tasks;
        for (std::size_t i = 0; i < count; ++i)
            for (AssetClaims& one : claims[i]) tasks.push_back({&records[begin + i], std::move(one)});
        parallel(tasks.size(), [&](std::size_t i) { check.run(tasks[i]); });
    }
    return check.skipped();
}

}  // namespace cairn::validate

#include "builder/cli/figures.hpp"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace cairn {

namespace {

/// The value of a label.
std::string in_quotes(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : discreet(to_utf8(text))) {
        if (c == '\\' || c == '"') quoted += '\\';
        if (c == '\n') {
            quoted += "\\n";
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

class Text {
  public:
    explicit Text(const std::string& out) : m_catalog("catalog=" + in_quotes(out)) {}

    void family(const std::string& name, const std::string& help) {
        m_name = "cairn_" + name;
        m_text += fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n", m_name, help);
    }
    template <class Number>
    void sample(Number value, const std::string& label = {}, const std::string& of = {}) {
        const std::string more = label.empty() ? "" : "," + label + "=" + in_quotes(of);
        m_text += fmt::format("{}{{{}{}}} {}\n", m_name, m_catalog, more, value);
    }
    template <class Number>
    void metric(const std::string& name, const std::string& help, Number value) {
        family(name, help);
        sample(value);
    }
    std::string take() { return std::move(m_text); }

  private:
    std::string m_catalog;
    std::string m_name;
    std::string m_text;
};

void add_stages(Text& text, const RunFigures& run) {
    std::map<std::string, double> stages;  // a stage may come twice, a sample may not
    for (const StageTime& stage : run.stages) stages[stage.name] += stage.seconds;
    text.family("run_stage_seconds", "Time of a stage of the last run.");
    for (const auto& [name, seconds] : stages) text.sample(seconds, "stage", name);
}

void add_catalog(Text& text, const BuildResult& result) {
    text.family("catalog_objects", "What the catalog of the last run has.");
    text.sample(result.tree.collections, "kind", "collections");
    text.sample(result.tree.items, "kind", "items");
    text.sample(result.tree.assets, "kind", "assets");
    text.sample(result.tree.documents, "kind", "documents");
}

void add_changes(Text& text, const BuildResult& result) {
    std::map<std::string, std::uint64_t> changes{{"add", 0}, {"change", 0}, {"remove", 0}};
    for (const Change& change : result.changes) ++changes[std::string(name_of(change.kind))];
    text.family("run_documents_changed", "Documents that the last run published.");
    for (const auto& [kind, count] : changes) text.sample(count, "change", kind);
}

}  // namespace

std::string figures_text(const BuildResult& result, const Ending& ending, const RunFigures& run,
                         const std::string& out) {
    const std::uint64_t errors = error_count(result.problems);
    Text text(out);
    text.metric("run_exit_code", "Exit code of the last run: 0 is good.", static_cast<int>(ending.code));
    text.metric("run_begin_timestamp_seconds", "When the last run began.", run.began_s);
    text.metric("run_seconds", "How long the last run took.", run.seconds);
    if (run.last_success_s)
        text.metric("last_success_timestamp_seconds", "End of the last run with exit code 0.", *run.last_success_s);
    text.metric("run_published", "Whether the last run published.", result.published ? 1 : 0);
    add_stages(text, run);
    text.metric("run_files", "Files that the last run found.", result.files_seen);
    text.metric("run_sources", "Files and stores that are data.", result.sources);
    text.metric("run_sources_read", "Of these, opened by the last run.", result.sources_read);
    text.family("run_problems", "Problems of inputs in the last run.");
    text.sample(errors, "severity", "error");
    text.sample(result.problems.size() - errors, "severity", "warning");
    text.metric("quarantined_sources", "Sources that are not opened for a time.", result.quarantined);
    add_changes(text, result);
    if (result.published) add_catalog(text, result);
    return text.take();
}

}  // namespace cairn

#include "builder/cli/virtual_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/amounts.hpp"
#include "base/text.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn {

using virtualize::Refusal;
using virtualize::Series;

namespace {

std::string place_of(const Refusal& refusal) {
    return refusal.variable.empty() ? to_utf8(refusal.path)
                                    : fmt::format("variable {} of {}", to_utf8(refusal.variable), to_utf8(refusal.path));
}

/// Files of one folder that have the same variables may be a series.
std::string kind_of(const std::string& path, const FileManifest& manifest) {
    std::string kind = folder_of(path);
    for (const Group& group : manifest.dataset.groups)
        for (const Variable& variable : group.variables) kind += '\n' + group.path + ' ' + variable.name;
    return kind;
}

}  // namespace

void Obstacles::add(const Refusal& refusal) {
    Cause& cause = m_causes[refusal.cause];
    if (cause.files == 0) cause.first = refusal;
    if (cause.files == 0 || cause.last_path != refusal.path) ++cause.files;
    cause.last_path = refusal.path;
}

std::vector<const Obstacles::Cause*> Obstacles::ordered() const {
    std::vector<const Cause*> causes;
    for (const auto& [text, cause] : m_causes) causes.push_back(&cause);
    std::stable_sort(causes.begin(), causes.end(), [](const Cause* a, const Cause* b) { return a->files > b->files; });
    return causes;
}

std::string Obstacles::text() const {
    std::string text;
    for (const Cause* cause : ordered()) {
        const Refusal& first = cause->first;
        text += fmt::format("  {:>8}  {}; {} ({}{})\n", cause->files, to_utf8(first.cause), first.remedy, place_of(first),
                            first.found == first.cause ? "" : ": " + to_utf8(first.found));
    }
    return text;
}

json::Value Obstacles::value() const {
    json::Value list = json::array();
    for (const Cause* cause : ordered()) {
        json::Value& one = json::push(list, json::object());
        json::set(one, "cause", to_utf8(cause->first.cause));
        json::set(one, "files", json::integer(static_cast<std::int64_t>(cause->files)));
        json::set(one, "remedy", cause->first.remedy);
        json::set(one, "example", to_utf8(cause->first.path));
        if (!cause->first.variable.empty()) json::set(one, "variable", to_utf8(cause->first.variable));
        json::set(one, "found", to_utf8(cause->first.found));
    }
    return list;
}

void VirtualCheck::add(const Refusal& refusal) {
    ++m_files;
    ++m_refused_files;
    m_of_files.add(refusal);
}

void VirtualCheck::add(const std::string& path, const FileManifest& manifest) {
    ++m_files;
    std::vector<Refusal> refusals;
    store_of_file(path, path, manifest, m_options.without, refusals);
    for (const Refusal& refusal : refusals) m_of_files.add(refusal);
    if (!refusals.empty()) {
        ++m_refused_files;
        return;
    }
    const auto [place, is_new] = m_kinds.try_emplace(kind_of(path, manifest), Kind{Series(m_options)});
    Kind& kind = place->second;
    if (!kind.is_series) return;
    refusals = kind.series.add(path, path, manifest);
    if (is_new && !refusals.empty()) {
        kind.is_series = false;  // a file of its own, such as a mask
        return;
    }
    for (const Refusal& refusal : refusals) m_of_series.add(refusal);
    kind.is_refused = kind.is_refused || !refusals.empty();
}

void VirtualCheck::add(const virtualize::Judgement& judgement) {
    ++m_sets;
    m_references += judgement.references;
    m_elsewhere += judgement.elsewhere;
    for (const Refusal& refusal : judgement.refusals) m_of_references.add(refusal);
}

void VirtualCheck::finish() {
    for (auto& [key, kind] : m_kinds) {
        if (!kind.is_series || (kind.series.size() < 2 && !kind.is_refused)) continue;
        ++m_series;
        std::vector<Refusal> refusals;
        const auto store = kind.series.finish(refusals);
        for (const Refusal& refusal : refusals) m_of_series.add(refusal);
        if (kind.is_refused || !refusals.empty()) ++m_refused_series;
        if (!store) continue;
        for (const std::string& note : store->notes)
            m_notes.push_back(fmt::format("{}: {}", to_utf8(key.substr(0, key.find('\n'))), to_utf8(note)));
    }
    m_kinds.clear();
}

std::string VirtualCheck::text() const {
    std::string text;
    if (m_files > 0)
        text += fmt::format("{}: {} can be referenced, {} cannot\n{}", counted(m_files, "file", "files"),
                            m_files - m_refused_files, m_refused_files, m_of_files.text());
    if (m_series > 0)
        text += fmt::format("{}: {} can be one store, {} cannot\n{}", counted(m_series, "series", "series"),
                            m_series - m_refused_series, m_refused_series, m_of_series.text());
    if (m_sets > 0)
        text += fmt::format("{} of {}: {}\n{}", counted(m_sets, "reference set", "reference sets"),
                            counted(m_references, "reference", "references"),
                            m_of_references.empty() ? "nothing is wrong with them" : "some lead to what is not there",
                            m_of_references.text());
    if (m_elsewhere > 0)
        text += fmt::format("not looked at: {} of other machines; --root and --href say where they are here\n",
                            counted(m_elsewhere, "file", "files"));
    for (const std::string& note : m_notes) text += "note: " + note + '\n';
    return text;
}

json::Value VirtualCheck::value() const {
    const auto number = [](std::uint64_t count) { return json::integer(static_cast<std::int64_t>(count)); };
    json::Value value = json::object();
    json::Value& summary = json::set(value, "summary", json::object());
    json::set(summary, "files", number(m_files));
    json::set(summary, "files_refused", number(m_refused_files));
    json::set(summary, "series", number(m_series));
    json::set(summary, "series_refused", number(m_refused_series));
    json::set(summary, "reference_sets", number(m_sets));
    json::set(summary, "references", number(m_references));
    json::set(summary, "files_not_looked_at", number(m_elsewhere));
    json::set(value, "files", m_of_files.value());
    json::set(value, "series", m_of_series.value());
    json::set(value, "references", m_of_references.value());
    json::set(value, "notes", json::strings(m_notes));
    return value;
}

}  // namespace cairn

#include "validator/report/groups.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/amounts.hpp"
#include "validator/report/pattern.hpp"
#include "validator/resolver.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

namespace {

using Key = std::tuple<Severity, std::string, std::string>;

/// What two folders begin with, up to a '/'.
std::string common_folder(const std::string& a, const std::string& b) {
    const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return folder_of(a.substr(0, static_cast<std::size_t>(end - a.begin())));
}

void describe(Group& group, const std::string& pattern) {
    group.heading = pattern;
    group.is_one_message = false;
    if (group.places.empty()) return;
    const Finding& first = *group.places.front();
    std::set<std::string_view> documents;
    group.folder = folder_of(first.document);
    group.is_one_message = group.count == group.places.size();
    for (const Finding* finding : group.places) {
        documents.insert(finding->document);
        group.folder = common_folder(group.folder, folder_of(finding->document));
        group.is_one_message = group.is_one_message && finding->message == first.message;
    }
    group.documents = documents.size();
    std::vector<std::string_view> messages;
    for (const Finding* finding : group.places) messages.emplace_back(finding->message);
    group.heading = common_pattern(messages);
}

}  // namespace

std::vector<Group> groups_of(const Report& report) {
    std::map<Key, Group> groups;
    for (const Finding& finding : report.findings) {
        if (finding.rule == rules::k_report_more.id) continue;
        groups[{finding.severity, finding.rule, pattern_of(finding.message)}].places.push_back(&finding);
    }
    for (auto& [key, group] : groups) group.count = group.places.size();
    for (const PatternCount& count : report.counts) {
        Group& group = groups[{count.severity, count.rule, count.pattern}];
        group.count = std::max(group.count, count.count);
    }
    std::vector<Group> result;
    for (auto& [key, group] : groups) {
        group.severity = std::get<0>(key);
        group.rule = std::get<1>(key);
        describe(group, std::get<2>(key));
        result.push_back(std::move(group));
    }
    return result;
}

std::string summary_line(const Report& report) {
    const Summary& s = report.summary;
    std::string text = counted(s.documents, "document") + ": " + std::to_string(s.valid) + " valid, " +
                       std::to_string(s.invalid) + " invalid, " + std::to_string(s.not_checked) + " not checked; " +
                       counted(s.links, "link") + "; " + counted(s.errors, "error") + ", " +
                       counted(s.warnings, "warning");
    if (s.known > 0) text += "; " + std::to_string(s.known) + " known by the baseline";
    const char* before = "; not checked: ";
    for (const NotChecked& part : report.not_checked) {
        text += before + part.what + " (" + std::to_string(part.count) + ")";
        before = ", ";
    }
    return text;
}

}  // namespace cairn::validate

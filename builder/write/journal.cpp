#include "builder/write/journal.hpp"

#include <algorithm>

#include "builder/write/line_file.hpp"
#include "builder/write/manifest.hpp"

namespace cairn {

namespace {

constexpr LineFormat k_format{"cairn-journal 1", "steps "};

auto depth_of(const std::string& path) { return std::count(path.begin(), path.end(), '/'); }

std::vector<std::string>* steps_named(Journal& journal, std::string_view verb) {
    if (verb == "place") return &journal.placed;
    if (verb == "replace") return &journal.replaced;
    return verb == "remove" ? &journal.removed : nullptr;
}

}  // namespace

std::string journal_text(const Journal& journal) {
    std::string lines;
    for (const std::string& path : journal.placed) lines += "place " + path + '\n';
    for (const std::string& path : journal.replaced) lines += "replace " + path + '\n';
    for (const std::string& path : journal.removed) lines += "remove " + path + '\n';
    if (journal.kept_as) lines += "keep " + std::to_string(*journal.kept_as) + '\n';
    const std::size_t count = journal.placed.size() + journal.replaced.size() + journal.removed.size();
    return line_file_text(k_format, count + (journal.kept_as ? 1 : 0), lines);
}

Outcome<Journal> parse_journal(std::string_view text, const std::string& path) {
    Journal journal;
    const std::string fault = read_line_file(text, k_format, [&](std::string_view line) {
        const std::string_view verb = take_field(line);
        if (verb == "keep") {
            journal.kept_as = number_of<std::uint64_t>(line);
            return journal.kept_as.has_value();
        }
        std::vector<std::string>* steps = steps_named(journal, verb);
        if (steps == nullptr || !fault_of_path(line).empty()) return false;
        steps->emplace_back(line);
        return true;
    });
    if (fault.empty()) return journal;
    return Problem{Stage::write, "write/journal", path,
                   "is no journal of this version of cairn: " + fault +
                       "; a publication was interrupted, and the version of cairn that began it finishes it"};
}

/// Tables lie beside the documents that link to them.
void sort_children_first(std::vector<std::string>& paths) {
    const auto is_table = [](const std::string& path) { return path.ends_with(".parquet"); };
    std::sort(paths.begin(), paths.end(), [&](const std::string& a, const std::string& b) {
        if (depth_of(a) != depth_of(b)) return depth_of(a) > depth_of(b);
        return is_table(a) != is_table(b) ? is_table(a) : a > b;
    });
}

void sort_parents_first(std::vector<std::string>& paths) {
    sort_children_first(paths);
    std::reverse(paths.begin(), paths.end());
}

}  // namespace cairn

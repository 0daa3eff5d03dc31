#include "builder/discover/findings.hpp"

#include <iterator>

#include "base/text.hpp"

namespace cairn {

namespace {

template <class T>
void move_all(std::vector<T>& to, std::vector<T>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

void Findings::add_problem(std::string code, const std::string& path, std::string message, Severity severity) {
    problems.push_back({Stage::discover, std::move(code), to_utf8(path), std::move(message), severity});
}

void Findings::append(Findings&& other) {
    move_all(sources, other.sources);
    move_all(offline, other.offline);
    move_all(problems, other.problems);
    files_seen += other.files_seen;
    files_excluded += other.files_excluded;
    for (const auto& [kind, count] : other.other_kinds) other_kinds[kind] += count;
    move_all(other_files, other.other_files);
    move_all(checksum_lists, other.checksum_lists);
    move_all(taken, other.taken);
    move_all(entered, other.entered);
    move_all(left_out, other.left_out);
    move_all(hollow, other.hollow);
    move_all(listings, other.listings);
    move_all(folder_links, other.folder_links);
    move_all(candidates, other.candidates);
}

void SharedFindings::append(Findings&& found) {
    const std::lock_guard lock(m_mutex);
    m_all.append(std::move(found));
}

void SharedFindings::fail(std::exception_ptr error) {
    const std::lock_guard lock(m_mutex);
    if (m_error == nullptr) m_error = std::move(error);
}

Findings& SharedFindings::all() {
    const std::lock_guard lock(m_mutex);
    if (m_error != nullptr) std::rethrow_exception(m_error);
    return m_all;
}

}  // namespace cairn

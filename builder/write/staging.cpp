#include "builder/write/staging.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <system_error>

#include "base/interrupted.hpp"
#include "base/letters.hpp"
#include "builder/write/earlier_versions.hpp"
#include "builder/write/output_layout.hpp"
#include "builder/write/previous_trees.hpp"
#include "builder/write/timed_removal.hpp"
#include "builder/write/write_file.hpp"

namespace cairn {

namespace {

void check_relative(const std::string& relative) {
    const std::string_view fault = fault_of_path(relative);
    if (fault.empty()) return;
    throw std::invalid_argument("'" + relative +
                                "' is no path of a document in the output tree: " + std::string(fault));
}

std::string checked_out(const Filesystem& filesystem, const OutputRequest& request) {
    check_output(filesystem, request);
    return filesystem.resolved(request.out);
}

/// What a crash leaves between the end of the documents and the end of the journal is done by the next run.
[[noreturn]] void fail_partly(const std::string& out, const std::exception& error) {
    throw PartlyPublished(std::string(error.what()) + "; '" + out +
                          "' holds documents of the old and of the new catalog, all links of which lead to files: "
                          "mend the cause and run again, which finishes");
}

}  // namespace

std::int64_t seconds_since_1970() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

Staging::Staging(Filesystem& filesystem, const OutputRequest& request, PublishPolicy policy, const Patience& patience)
    : m_filesystem(filesystem),
      m_policy(std::move(policy)),
      m_out(checked_out(filesystem, request)),
      m_lock(m_out, patience) {
    if (!m_lock.dead_holder().empty()) {
        m_notes.push_back("a run that ended without a word (" + m_lock.dead_holder() + ") left its lock: taken over");
    }
    check_output(filesystem, request);  // again, now that no other run is under way
    roll_forward();
    take_over();
    m_claim = claim_of(m_filesystem, m_out);
    if (!m_claim.has_manifest && request.adopt) m_claim = adopted(m_filesystem, m_out);
    m_has_next_manifest = m_filesystem.exists(at(k_next_manifest));
    take_over_next(m_filesystem, m_out, m_claim);
    if (m_filesystem.kind_of(at(k_states)) == PathKind::file) {
        m_states = parse_file_states(m_filesystem.read(at(k_states)));
    }
}

Staging::~Staging() {
    if (!m_is_abandoned) clean_up();
}

/// A journal that is there is whole: it was renamed to its name after all that it speaks of was on the disk.
void Staging::roll_forward() {
    if (m_filesystem.kind_of(at(k_journal)) != PathKind::file) return;
    const Outcome<Journal> journal = parse_journal(m_filesystem.read(at(k_journal)), at(k_journal));
    if (!journal) throw std::invalid_argument("'" + at(k_journal) + "' " + journal.problem().message);
    try {
        TreePublication publication(m_filesystem, m_out, *journal);
        publication.place_new();
        publication.finish();
    } catch (const std::system_error& error) {
        fail_partly(m_out, error);
    }
    m_left_changes.add(*journal);
    m_notes.push_back("a run was interrupted while it published: its catalog is published now");
}

void Staging::take_over() {
    m_filesystem.remove_all(at(k_staging));
    remove_outer_staging(m_filesystem, m_out);
}

void Staging::register_path(const std::string& relative, const Digest& digest, Letters letters) {
    check_relative(relative);
    const std::lock_guard lock(m_mutex);
    const auto is_new_in_small = [&] {
        const std::string small = in_small_letters(relative);
        const bool has_capitals = small != relative;
        return has_capitals ? !m_written.has(small) && m_folded.insert(digest_of(small)).second
                            : m_folded.count(digest_of(small)) == 0;
    };
    const bool is_new = letters == Letters::as_named || is_new_in_small();
    if (!is_new || !m_written.add(relative, digest)) {
        throw std::logic_error("two documents of the output tree have the path '" + relative + "'");
    }
}

/// Whether OUT has these bytes: by the state in which the last run left the file, else by reading it.
bool Staging::is_unchanged(const std::string& relative, const Digest& digest, FileState& state) const {
    const Digest* last = m_claim.last.find(relative);
    const auto retired = m_claim.retired.find(relative);
    if (last == nullptr && retired == m_claim.retired.end()) return false;
    const auto present = m_filesystem.state_of(at(relative));
    if (!present) return false;
    state = *present;
    const FileState* known = m_states.find(relative);
    if (known != nullptr && *known == state) {
        return (last == nullptr ? retired->second.digest : *last) == digest;
    }
    return digest_of(m_filesystem.read(at(relative))) == digest;
}

bool Staging::write(const std::string& relative, std::string_view bytes, Letters letters) {
    const Digest digest = digest_of(bytes);
    register_path(relative, digest, letters);
    FileState state;
    if (is_unchanged(relative, digest, state)) {
        note_state(relative, state);
        return false;
    }
    const std::string path = at(k_staged_tree) + '/' + relative;
    m_filesystem.create_folders(folder_of(path));
    write_file(m_filesystem, path, bytes);
    const std::lock_guard lock(m_mutex);
    m_staged.insert(relative, {});
    return true;
}

bool Staging::can_keep(const std::string& relative) const {
    const Digest* digest = m_claim.last.find(relative);
    FileState state;
    return digest != nullptr && is_unchanged(relative, *digest, state);
}

void Staging::keep(const std::string& relative) {
    const Digest* digest = m_claim.last.find(relative);
    FileState state;
    if (digest == nullptr || !is_unchanged(relative, *digest, state)) {
        throw std::runtime_error("'" + at(relative) + "' is not as cairn wrote it: its bytes are nowhere kept");
    }
    register_path(relative, *digest, Letters::as_named);  // as the last run could write it
    note_state(relative, state);
}

void Staging::note_state(const std::string& relative, const FileState& state) {
    const FileState* known = m_states.find(relative);
    if (known != nullptr && *known == state) return;
    const std::lock_guard lock(m_mutex);
    m_touched.insert(relative, state);
}

std::vector<std::string> Staging::conflicts() const {
    const auto is_own = [this](const std::string& path) { return m_claim.is_last_or_retired(path); };
    return cairn::conflicts(m_filesystem, m_out, m_written, m_staged, is_own);
}

std::string Staging::changed_folder() const { return at(k_staged_tree); }

std::string Staging::read_written(const std::string& relative) const {
    const std::string changed = at(k_staged_tree) + '/' + relative;
    return m_filesystem.read(m_filesystem.kind_of(changed) == PathKind::file ? changed : at(relative));
}

std::string Staging::read_previous(const std::string& relative) const {
    return m_filesystem.kind_of(at(relative)) == PathKind::file ? m_filesystem.read(at(relative)) : std::string();
}

Staging::Plan Staging::plan() {
    Plan plan;
    for (const auto& [path, nothing] : m_staged) {
        const bool is_known = m_claim.is_last_or_retired(path) && m_filesystem.state_of(at(path));
        (is_known ? plan.journal.replaced : plan.journal.placed).push_back(path);
    }
    retire(plan);
    renew_states(plan);
    sort_children_first(plan.journal.placed);
    sort_children_first(plan.journal.replaced);
    sort_parents_first(plan.journal.removed);
    if (m_policy.keep_previous > 0 && !m_claim.last.empty() && !(m_claim.last.files() == m_written.files())) {
        const std::vector<std::uint64_t> numbers = previous_numbers(m_filesystem, m_out);
        plan.journal.kept_as = numbers.empty() ? 1 : numbers.back() + 1;
    }
    return plan;
}

void Staging::renew_states(Plan& plan) {
    FileStates left;
    for (const auto& [path, state] : m_states) {
        if (m_written.has(path) || plan.retired.count(path) > 0) left.insert(path, state);
    }
    plan.are_states_new = left.size() < m_states.size() || !m_touched.empty() || !m_staged.empty();
    m_states = std::move(left);
    for (const auto& [path, state] : m_touched) m_states.insert_or_assign(path, state);
    for (const auto& [path, nothing] : m_staged) {
        const auto state = m_filesystem.state_of(at(k_staged_tree) + '/' + path);
        if (state) m_states.insert_or_assign(path, *state);
    }
}

/// What nothing links to in the new tree; a file that is not there any more, or became something else, is forgotten.
void Staging::retire(Plan& plan) const {
    RealPaths real(m_filesystem, m_out);
    const std::int64_t now_s = m_policy.clock();
    const auto add = [&](const std::string& path, RetiredFile file) {
        if (m_written.has(path) || !real.is_own_file(path)) return;
        begin_again(file, now_s);
        if (now_s - file.since_s >= m_policy.grace_s) {
            plan.journal.removed.push_back(path);
        } else {
            plan.retired.emplace(path, file);
        }
    };
    for (const auto& [path, file] : m_claim.retired) add(path, file);
    for (const auto& [path, digest] : m_claim.last.files()) {
        if (m_claim.retired.count(path) == 0) add(path, {now_s, digest});
    }
}

bool Staging::is_done_already(const Plan& plan) const {
    const Journal& journal = plan.journal;
    return journal.placed.empty() && journal.replaced.empty() && journal.removed.empty() && m_claim.has_manifest &&
           !m_has_next_manifest && m_claim.last.files() == m_written.files() && m_claim.retired == plan.retired &&
           !plan.are_states_new;
}

/// The documents of the last run that the new tree has not, or in other bytes.
std::vector<std::string> Staging::going(const Plan& plan) const {
    RealPaths real(m_filesystem, m_out);
    std::vector<std::string> paths;
    for (const std::string& path : plan.journal.replaced) {
        if (m_claim.last.has(path) && real.is_own_file(path)) paths.push_back(path);
    }
    for (const auto& [path, digest] : m_claim.last.files()) {
        if (!m_written.has(path) && real.is_own_file(path)) paths.push_back(path);
    }
    return paths;
}

void Staging::stage_own_files(const Plan& plan) {
    m_filesystem.create_folders(at(k_staging));
    write_file(m_filesystem, at(k_staged_manifest), m_written.text());
    write_file(m_filesystem, at(k_staged_retired), retired_text(plan.retired));
    write_file(m_filesystem, at(k_staged_states), file_states_text(m_states));
    if (plan.journal.kept_as) {
        stage_previous(m_filesystem, m_out, m_claim.last, going(plan), m_policy.clock());
    }
}

/// Many paths are synced by one call for the file system, so that it does not matter which they are.
void Staging::sync_staging(const Plan& plan) {
    std::vector<std::string> paths;
    const auto add = [&](const std::string& path) {
        if (paths.size() <= k_synced_one_by_one) paths.push_back(path);
    };
    for (const char* own : {k_staged_manifest, k_staged_retired, k_staged_states}) add(own);
    for (const auto& [path, nothing] : m_staged) add(std::string(k_staged_tree) + '/' + path);
    if (plan.journal.kept_as) {
        for (const std::string& path : going(plan)) add(std::string(k_staged_previous) + "/tree/" + path);
        for (const char* own : {"/manifest", "/replaced_at"}) add(std::string(k_staged_previous) + own);
    }
    for (const std::string& folder : folders_of(paths)) paths.push_back(folder);
    for (std::string& path : paths) path = at(path);
    m_filesystem.sync(m_out, paths);
}

/// Until the rename there is no journal, and nothing happened.
void Staging::begin_journal(const Journal& journal) {
    write_file(m_filesystem, at(k_staged_journal), journal_text(journal));
    m_filesystem.sync(m_out, {at(k_staged_journal)});
    m_filesystem.rename(at(k_staged_journal), at(k_journal));
}

void Staging::carry_out(const Journal& journal) {
    TreePublication publication(m_filesystem, m_out, journal);
    try {
        m_filesystem.sync(m_out, {at(k_own_folder)});
        publication.place_new();
    } catch (const std::exception& error) {
        try {
            publication.take_back();
        } catch (const std::system_error&) {
            fail_partly(m_out, error);
        }
        throw;
    }
    try {
        publication.finish();
    } catch (const std::exception& error) {
        fail_partly(m_out, error);
    }
}

void Staging::publish() {
    const std::vector<std::string> in_the_way = conflicts();
    if (!in_the_way.empty()) {
        throw std::runtime_error("'" + at(in_the_way.front()) +
                                 "' came to be while cairn was at work, and is not its own: move it away");
    }
    Plan planned = plan();
    if (!is_done_already(planned)) {
        stage_own_files(planned);
        sync_staging(planned);
        begin_journal(planned.journal);
        carry_out(planned.journal);
    }
    m_published = std::move(planned);
    clean_up();
    try {
        remove_old_previous(m_filesystem, m_out, m_policy.keep_previous);
    } catch (const std::system_error&) {
        return;  // the next run removes it
    }
}

void Staging::write_beside(const std::string& path, std::string_view bytes) noexcept {
    try {
        m_filesystem.create_folders(at(k_staging));
        write_file(m_filesystem, at(k_staged_beside), bytes);
        m_filesystem.rename(at(k_staged_beside), at(path));
    } catch (const std::exception&) {
        // The file of the run before stays: it says of which documents it speaks.
    }
    clean_up();
}

std::vector<Change> Staging::changes() const {
    Changes gathered = m_left_changes;
    gathered.add(m_published.journal);
    std::vector<Change> changes = gathered.in_upload_order();
    for (Change& change : changes) {
        if (const Digest* digest = m_written.find(change.path)) change.digest = *digest;
        const auto retired = m_published.retired.find(change.path);
        if (retired != m_published.retired.end()) change.digest = retired->second.digest;
        if (const FileState* state = m_states.find(change.path)) change.size_bytes = state->size_bytes;
    }
    return changes;
}

/// The removal of 20,000 documents takes seconds on a busy machine, and minutes on a busy disk.
void Staging::abandon(std::chrono::milliseconds time) noexcept {
    try {
        if (m_filesystem.exists(at(k_journal))) return;
        m_is_abandoned = true;
        const std::string folder = at(k_staging);
        const Mounts mounted = m_filesystem.mounts();
        if (mounted.has_point(folder) || mounted.has_point_below(folder))
            return;  // the next run says what is in the way
        if (m_filesystem.kind_of(folder) == PathKind::folder) TimedRemoval(m_filesystem, time).remove(folder);
    } catch (const std::exception&) {
        return;  // OUT is right either way
    }
}

void Staging::clean_up() noexcept {
    try {
        if (!m_filesystem.exists(at(k_journal))) m_filesystem.remove_all(at(k_staging));
    } catch (const std::exception&) {
        return;  // OUT is right either way, and the next run begins by removing this
    }
}

void put_back(Staging& staging, const Filesystem& filesystem, std::uint64_t number, const std::atomic<bool>& stop) {
    const std::vector<std::uint64_t> numbers = previous_numbers(filesystem, staging.out());
    const PreviousTree tree = previous_tree(filesystem, staging.out(), number);
    for (const auto& [path, digest] : tree.manifest.files()) {
        leave_when(stop);
        const std::string kept = kept_file(filesystem, staging.out(), numbers, number, path);
        if (kept.empty()) {
            staging.keep(path);
        } else {
            staging.write(path, filesystem.read(kept), Letters::as_named);
        }
    }
}

/// A journal stays: what it began is finished by the next run.
void abandon_staging(Filesystem& filesystem, const std::string& out) noexcept {
    try {
        const std::string folder = filesystem.resolved(out);
        if (!is_locked_by_this_process(folder) || filesystem.exists(folder + '/' + k_journal)) return;
        filesystem.remove_all(folder + '/' + k_staging);
        filesystem.remove_file(folder + '/' + k_lock);
        if (filesystem.members_of(folder + '/' + k_own_folder).empty()) {
            filesystem.remove_folder(folder + '/' + k_own_folder);
        }
    } catch (const std::exception&) {
        return;
    }
}

}  // namespace cairn

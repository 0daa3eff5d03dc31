#include "builder/write/staging.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <system_error>

#include "builder/write/output_layout.hpp"
#include "builder/write/replace_files.hpp"

namespace cairn {

namespace {

constexpr const char* k_marker = "/cairn-staging";
constexpr const char* k_tree = "/tree";
constexpr std::string_view k_marker_text =
    "A run of cairn builds a catalog in this folder. When no run is under way it is a leftover: the next run removes "
    "it.\n";

void check_relative(const std::string& relative) {
    const std::string_view fault = fault_of_path(relative);
    if (fault.empty()) return;
    throw std::invalid_argument("'" + relative +
                                "' is no path of a document in the output tree: " + std::string(fault));
}

std::string folded(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

/// What a file system, a mount or missing rights answer when an exchange is not to be had; all else is a failing disk.
bool is_refusal(const std::error_code& error) {
    for (const std::errc refusal :
         {std::errc::not_supported, std::errc::cross_device_link, std::errc::device_or_resource_busy,
          std::errc::permission_denied, std::errc::operation_not_permitted, std::errc::read_only_file_system}) {
        if (error == refusal) return true;
    }
    return false;
}

void write_file(Filesystem& filesystem, const std::string& path, std::string_view bytes) {
    const std::unique_ptr<OutputFile> file = filesystem.create(path);
    file->append(bytes);
    file->close();
}

/// Removes what is below a folder, and the folder, one by one until the time is over.
class TimedRemoval {
  public:
    TimedRemoval(Filesystem& filesystem, std::chrono::milliseconds time)
        : m_filesystem(filesystem), m_end(std::chrono::steady_clock::now() + time) {}

    void remove(const std::string& folder) {
        for (const FolderMember& member : m_filesystem.members_of(folder)) {
            if (std::chrono::steady_clock::now() >= m_end) return;
            const std::string path = folder + '/' + member.name;
            if (member.kind == PathKind::folder) {
                remove(path);
            } else {
                m_filesystem.remove_file(path);
            }
        }
        m_filesystem.remove_folder(folder);
    }

  private:
    Filesystem& m_filesystem;
    std::chrono::steady_clock::time_point m_end;
};

std::string checked_out(const Filesystem& filesystem, const OutputRequest& request) {
    check_output(filesystem, request);
    return filesystem.resolved(request.out);
}

}  // namespace

Staging::Staging(Filesystem& filesystem, const OutputRequest& request)
    : m_filesystem(filesystem),
      m_out(checked_out(filesystem, request)),
      m_adopt(request.adopt),
      m_lock(m_out),
      m_outer(outer_staging_of(m_out)) {
    check_output(filesystem, request);  // again, now that no other run is under way
    tidy_up();
    try {
        if (!is_exchangeable(survey_of_out()) || !prepare_exchange()) prepare_files();
    } catch (...) {
        clean_up();
        throw;
    }
}

Staging::~Staging() {
    if (!m_is_abandoned) clean_up();
}

Survey Staging::survey_of_out() const {
    Claim claim = claim_of(m_filesystem, m_out);
    if (!claim.has_manifest && m_adopt) claim = adopted(m_filesystem, m_out);
    return survey(m_filesystem, m_out, claim);
}

bool Staging::is_exchangeable(const Survey& found) const {
    const Mounts mounts = m_filesystem.mounts_everywhere();
    return found.foreign.empty() && !mounts.has_point(m_out) && !mounts.has_point_below(m_out) &&
           !mounts.is_shown_elsewhere(m_out);
}

/// Makes OUT.staging with the new tree, which gets the attributes of OUT now, so that its files inherit what files in
/// OUT do, and tries an exchange on two empty folders. OUT.staging is made in OUT and renamed: so it has its marker
/// from the first moment on. False when anything of it is not to be had.
bool Staging::prepare_exchange() {
    const std::string inner = m_out + '/' + k_inner_staging;
    const std::string probe = inner + "/probe";
    try {
        m_filesystem.create_folders(probe);
        m_filesystem.create_folders(inner + k_tree);
        write_file(m_filesystem, inner + k_marker, k_marker_text);
        m_filesystem.exchange(probe, inner + k_tree);
        m_filesystem.remove_folder(probe);
        m_filesystem.copy_attributes(m_out, inner + k_tree);
        m_filesystem.rename_new(inner, m_outer);
    } catch (const std::system_error& error) {
        if (!is_refusal(error.code())) throw;
        return false;
    }
    m_tree = m_outer + k_tree;
    m_method = Method::exchange;
    return true;
}

void Staging::prepare_files() {
    clean_up();
    m_tree = m_out + '/' + k_inner_staging + k_tree;
    m_filesystem.create_folders(m_tree);
}

void Staging::tidy_up() {
    m_filesystem.remove_all(m_out + '/' + k_inner_staging);
    const PathKind kind = m_filesystem.kind_of(m_outer);
    if (kind == PathKind::absent) return;
    const auto refuse = [&](const std::string& what) {
        throw std::invalid_argument("'" + m_outer + "' " + what +
                                    ", and cairn needs that name while it writes: rename it, or choose another output "
                                    "folder");
    };
    const bool is_ours = kind == PathKind::folder && m_filesystem.kind_of(m_outer + k_marker) == PathKind::file;
    if (!is_ours) refuse("exists and was not made by cairn");
    remove_outer();
    if (m_filesystem.exists(m_outer)) refuse("holds files that are not cairn's");
}

/// A tree with a manifest is one that was published, or was about to be. One without was never whole, and nothing but
/// the run that was killed has written to it.
void Staging::retire(const std::string& tree) {
    if (m_filesystem.kind_of(tree) != PathKind::folder) return;
    const Claim claim = claim_of(m_filesystem, tree);
    if (!claim.has_manifest) return m_filesystem.remove_all(tree);
    const Survey found = survey(m_filesystem, tree, claim);
    if (remove_own(m_filesystem, tree, found)) return;
    const Survey left = survey(m_filesystem, tree, claim);
    carry_over(tree, left);
    remove_own(m_filesystem, tree, survey(m_filesystem, tree, claim));
}

/// What came into the old tree between the last look at it and the exchange goes where it was.
void Staging::carry_over(const std::string& tree, const Survey& found) {
    for (const std::string& path : found.foreign) {
        const std::string target = m_out + '/' + path;
        m_filesystem.create_folders(folder_of(target));
        try {
            m_filesystem.rename_new(tree + '/' + path, target);
        } catch (const std::system_error& error) {
            if (error.code() != std::errc::file_exists) throw;  // it stays in the staging folder, and tidy_up says so
        }
    }
}

void Staging::write(const std::string& relative, std::string_view bytes) {
    check_relative(relative);
    const Digest digest = digest_of(bytes);
    {
        const std::lock_guard lock(m_mutex);
        if (!m_folded.insert(folded(relative)).second || !m_written.add(relative, digest)) {
            throw std::logic_error("two documents of the output tree have the path '" + relative + "'");
        }
    }
    const std::string path = m_tree + '/' + relative;
    m_filesystem.create_folders(folder_of(path));
    write_file(m_filesystem, path, bytes);
}

Manifest Staging::previous() const {
    Claim claim = claim_of(m_filesystem, m_out);
    if (!claim.has_manifest && m_adopt) claim = adopted(m_filesystem, m_out);
    return std::move(claim.last);
}

std::string Staging::read_previous(const std::string& relative) const {
    const std::string path = m_out + '/' + relative;
    return m_filesystem.kind_of(path) == PathKind::file ? m_filesystem.read(path) : std::string();
}

std::vector<std::string> Staging::conflicts() const {
    return m_method == Method::exchange ? std::vector<std::string>()
                                        : cairn::conflicts(m_filesystem, m_out, m_written, survey_of_out());
}

void Staging::publish() {
    const Survey present = survey_of_out();
    if (m_method == Method::exchange && is_exchangeable(present) && try_exchange()) {
        clean_up();
        return;
    }
    const std::vector<std::string> in_the_way = cairn::conflicts(m_filesystem, m_out, m_written, present);
    if (!in_the_way.empty()) {
        throw std::runtime_error("'" + m_out + '/' + in_the_way.front() +
                                 "' came to be while cairn was at work, and is not its own: move it away");
    }
    replace_files(m_filesystem, m_tree, m_out, m_written, present);
    clean_up();
}

/// False when the file system refuses after all: then OUT and the new tree are as they were.
bool Staging::try_exchange() {
    write_manifest(m_tree, m_written);
    if (m_adopt && !claim_of(m_filesystem, m_out).has_manifest) write_manifest(m_out, survey_of_out().own);
    try {
        m_filesystem.copy_attributes(m_out, m_tree);
        m_lock.hold_also(m_tree);
        m_filesystem.sync(m_tree);
        m_filesystem.exchange(m_tree, m_out);
        return true;
    } catch (const std::system_error& error) {
        if (!is_refusal(error.code())) throw;
        return false;
    }
}

void Staging::write_manifest(const std::string& folder, const Manifest& manifest) {
    m_filesystem.create_folders(folder + '/' + k_own_folder);
    const std::string path = m_tree + ".manifest";
    write_file(m_filesystem, path, manifest.text());
    m_filesystem.rename(path, folder + '/' + k_manifest);
}

/// OUT.staging goes back into OUT before it loses its marker, so that a kill leaves nothing that nobody knows.
void Staging::remove_outer() {
    if (m_filesystem.kind_of(m_outer + k_marker) != PathKind::file) return;
    retire(m_outer + k_tree);
    m_filesystem.remove_file(m_outer + k_tree + ".manifest");
    if (m_filesystem.members_of(m_outer).size() > 1) return;
    m_filesystem.rename_new(m_outer, m_out + '/' + k_inner_staging);
    m_filesystem.remove_all(m_out + '/' + k_inner_staging);
}

/// False when OUT.staging may hold what is not cairn's: a tree with a manifest, or more than was made here.
bool Staging::move_outer_into_out() {
    if (m_filesystem.kind_of(m_outer + k_marker) != PathKind::file) return true;
    if (claim_of(m_filesystem, m_outer + k_tree).has_manifest || m_filesystem.members_of(m_outer).size() > 2)
        return false;
    m_filesystem.create_folders(m_out + '/' + k_own_folder);
    m_filesystem.rename_new(m_outer, m_out + '/' + k_inner_staging);
    return true;
}

/// The removal of 20,000 documents takes seconds on a busy machine, and minutes on a busy disk.
void Staging::abandon(std::chrono::milliseconds time) noexcept {
    try {
        const std::string inner = m_out + '/' + k_inner_staging;
        if (!move_outer_into_out()) return;
        m_is_abandoned = true;
        const Mounts mounted = m_filesystem.mounts();
        if (mounted.has_point(inner) || mounted.has_point_below(inner)) return;  // the next run says what is in the way
        if (m_filesystem.kind_of(inner) == PathKind::folder) TimedRemoval(m_filesystem, time).remove(inner);
    } catch (const std::exception&) {
        return;  // OUT is right either way
    }
}

void abandon_staging(Filesystem& filesystem, const std::string& out) noexcept {
    try {
        const std::string folder = filesystem.resolved(out);
        if (!is_locked_by_this_process(folder)) return;
        const std::string outer = outer_staging_of(folder);
        if (filesystem.kind_of(outer + k_marker) == PathKind::file) filesystem.remove_all(outer);
        filesystem.remove_all(folder + '/' + k_inner_staging);
        filesystem.remove_file(folder + '/' + k_lock);
        if (filesystem.members_of(folder + '/' + k_own_folder).empty()) {
            filesystem.remove_folder(folder + '/' + k_own_folder);
        }
    } catch (const std::exception&) {
        return;
    }
}

void Staging::clean_up() noexcept {
    try {
        m_filesystem.remove_all(m_out + '/' + k_inner_staging);
        remove_outer();
    } catch (const std::exception&) {
        // OUT is right either way, and the next run begins by removing this.
        return;
    }
}

}  // namespace cairn

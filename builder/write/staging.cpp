#include "builder/write/staging.hpp"

#include <stdexcept>
#include <system_error>

namespace cairn {

namespace {

constexpr const char* k_marker = "/cairn-staging";

void check_relative(const std::string& relative) {
    const auto refuse = [&](const char* reason) {
        throw std::invalid_argument("'" + relative + "' is no path of a document in the output tree: " + reason);
    };
    if (relative.find('\0') != std::string::npos) refuse("it contains a NUL byte");
    for (std::size_t begin = 0; begin <= relative.size();) {
        const std::size_t end = std::min(relative.find('/', begin), relative.size());
        const std::string_view component = std::string_view(relative).substr(begin, end - begin);
        if (component.empty()) refuse("it is empty, absolute or has an empty component");
        if (component == "." || component == "..") refuse("it has a component that is '.' or '..'");
        begin = end + 1;
    }
}

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

}  // namespace

Staging::Staging(Filesystem& filesystem, const std::string& out)
    : m_filesystem(filesystem),
      m_out(filesystem.resolved(out)),
      m_staging(m_out + ".staging"),
      m_tree(m_staging + "/tree"),
      m_previous(m_staging + "/previous") {
    if (out.empty() || m_out == "/") {
        throw std::invalid_argument("'" + out + "' cannot be the output folder: name a folder that cairn may replace");
    }
    refuse_foreign_output();
    remove_leftovers();
    try {
        m_filesystem.create_folders(m_staging);
        m_filesystem.create(m_staging + k_marker)->close();
        m_filesystem.create_folders(m_tree);
    } catch (...) {
        clean_up();
        throw;
    }
}

Staging::~Staging() { clean_up(); }

void Staging::refuse_foreign_output() const {
    const PathKind kind = m_filesystem.kind_of(m_out);
    if (kind == PathKind::other) {
        throw std::invalid_argument("'" + m_out + "' exists and is not a folder: refusing to replace it");
    }
    if (kind == PathKind::folder && !m_filesystem.exists(m_out + "/catalog.json")) {
        throw std::invalid_argument("'" + m_out +
                                    "' exists and is not a catalog (it holds no catalog.json): refusing to replace it; "
                                    "choose an empty or a new folder");
    }
}

void Staging::remove_leftovers() {
    const PathKind kind = m_filesystem.kind_of(m_staging);
    if (kind == PathKind::absent) return;
    if (kind == PathKind::other || (kind == PathKind::folder && !m_filesystem.exists(m_staging + k_marker))) {
        throw std::invalid_argument("'" + m_staging +
                                    "' exists and was not made by cairn, which needs that name while it writes: "
                                    "rename it, or choose another output folder");
    }
    if (!m_filesystem.exists(m_out) && m_filesystem.exists(m_previous)) m_filesystem.rename(m_previous, m_out);
    m_filesystem.remove_all(m_tree);
    m_filesystem.remove_all(m_previous);
    m_filesystem.remove_all(m_staging);
}

void Staging::write(const std::string& relative, std::string_view bytes) {
    const std::unique_ptr<OutputFile> file = create(relative);
    file->append(bytes);
    file->close();
}

std::unique_ptr<OutputFile> Staging::create(const std::string& relative) {
    check_relative(relative);
    const std::string path = m_tree + "/" + relative;
    m_filesystem.create_folders(folder_of(path));
    return m_filesystem.create(path);
}

void Staging::publish() {
    refuse_foreign_output();
    m_filesystem.sync(m_tree);
    if (!m_filesystem.exists(m_out)) {
        m_filesystem.rename(m_tree, m_out);
    } else {
        try {
            m_filesystem.exchange(m_tree, m_out);
        } catch (const std::system_error& error) {
            if (error.code() != std::errc::not_supported) throw;
            replace_by_renames();
        }
    }
    clean_up();
}

/// For a moment there is no OUT. A run that is killed in it leaves `previous`, which the next run puts back.
void Staging::replace_by_renames() {
    m_filesystem.rename(m_out, m_previous);
    try {
        m_filesystem.rename(m_tree, m_out);
    } catch (...) {
        m_filesystem.rename(m_previous, m_out);
        throw;
    }
}

/// The marker goes last, so that what a kill leaves is known as ours.
void Staging::clean_up() noexcept {
    try {
        if (!m_filesystem.exists(m_out) && m_filesystem.exists(m_previous)) m_filesystem.rename(m_previous, m_out);
        m_filesystem.remove_all(m_tree);
        m_filesystem.remove_all(m_previous);
        m_filesystem.remove_all(m_staging);
    } catch (...) {
        // OUT is right either way, and the next run begins by removing this.
        return;
    }
}

}  // namespace cairn

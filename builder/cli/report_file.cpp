#include "builder/cli/report_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "builder/write/check_output.hpp"

namespace cairn {

namespace {

/// An empty file is what a script makes to have a name, or a list without changes.
bool may_be_replaced(const std::string& path, std::string_view first_member) {
    std::string text(64, ' ');
    std::ifstream file(path, std::ios::binary);
    if (!file) return false;
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    std::size_t at = text.find_first_not_of(" \n");
    if (at == std::string::npos || text.compare(at, first_member.size(), first_member) == 0) return true;
    if (text[at] != '{') return false;
    at = text.find_first_not_of(" \n", at + 1);
    return at != std::string::npos && text.compare(at, first_member.size(), first_member) == 0;
}

}  // namespace

void ReportFile::fail(const std::string& reason) const {
    throw std::runtime_error("the " + std::string(m_kind.name) + ' ' + m_given + " cannot be written: " + reason);
}

ReportFile::ReportFile(const std::string& path, const std::string& out, Filesystem& filesystem, const ReportKind& kind)
    : m_kind(kind), m_given(path), m_filesystem(filesystem) {
    if (path.empty()) return;
    try {
        m_path = filesystem.resolved(path);
        refuse_path(out);
    } catch (const std::system_error& error) {
        fail(error.what());
    }
    open_beside();
}

ReportFile::~ReportFile() {
    if (m_descriptor >= 0) ::close(m_descriptor);
    if (!m_beside.empty()) ::unlink(m_beside.c_str());
}

void ReportFile::refuse_path(const std::string& out) const {
    const auto refuse = [&](const std::string& reason) {
        throw std::invalid_argument("the " + std::string(m_kind.name) + " cannot be " + m_given + ": " + reason +
                                    "; name another file");
    };
    const std::string real_out = m_filesystem.resolved(out);
    if (lies_in(m_filesystem, m_path, real_out)) refuse("it lies in the output folder, which holds the catalog alone");
    if (is_at_or_below(real_out, m_path)) refuse("the output folder has, or is below, that name");
    const PathKind kind = m_filesystem.kind_of(m_path);
    if (kind == PathKind::absent) return;
    if (kind == PathKind::link) refuse("it is a symbolic link that leads nowhere");
    if (kind != PathKind::file) refuse("what stands there is no regular file");
    if (!may_be_replaced(m_path, m_kind.first_member))
        refuse("the file that stands there is no " + std::string(m_kind.name) + ", and would be lost");
}

/// No name that anybody has: O_EXCL.
void ReportFile::open_beside() {
    constexpr int k_tries = 1000;
    for (int i = 0; i < k_tries && m_descriptor < 0; ++i) {
        m_beside = m_path + '.' + std::to_string(::getpid()) + '-' + std::to_string(i) + ".partial";
        m_descriptor = ::open(m_beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (m_descriptor < 0 && errno != EEXIST) break;
    }
    if (m_descriptor >= 0) return;
    m_beside.clear();
    fail(std::strerror(errno));
}

void ReportFile::publish(std::string_view text) {
    if (m_path.empty()) return;
    while (!text.empty()) {
        const ssize_t written = ::write(m_descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR) fail(std::strerror(errno));
        if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
    const int descriptor = m_descriptor;
    m_descriptor = -1;
    if (::close(descriptor) != 0) fail(std::strerror(errno));
    if (std::rename(m_beside.c_str(), m_path.c_str()) != 0) fail(std::strerror(errno));
    m_beside.clear();
}

}  // namespace cairn

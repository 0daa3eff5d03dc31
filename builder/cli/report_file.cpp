#include "builder/cli/report_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace cairn {

namespace {

[[noreturn]] void fail(const std::string& path) {
    const int error = errno;
    throw std::runtime_error("the report " + path + " cannot be written: " + std::strerror(error));
}

}  // namespace

ReportFile::ReportFile(std::string path) : m_path(std::move(path)) {
    if (m_path.empty()) return;
    m_file.open(m_path + ".partial", std::ios::binary | std::ios::trunc);
    if (!m_file) fail(m_path);
}

ReportFile::~ReportFile() {
    if (m_file.is_open()) m_file.close();
    if (!m_path.empty()) std::remove((m_path + ".partial").c_str());
}

void ReportFile::publish(std::string_view text) {
    if (m_path.empty()) return;
    m_file.write(text.data(), static_cast<std::streamsize>(text.size()));
    m_file.close();
    if (!m_file || std::rename((m_path + ".partial").c_str(), m_path.c_str()) != 0) fail(m_path);
}

}  // namespace cairn

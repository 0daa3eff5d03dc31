#include "tests/support/faulty_filesystem.hpp"

#include <utility>

namespace cairn::test {

std::string name_of(Operation operation) {
    switch (operation) {
        case Operation::create_folders:
            return "create_folders";
        case Operation::create:
            return "create";
        case Operation::append:
            return "append";
        case Operation::close:
            return "close";
        case Operation::rename:
            return "rename";
        case Operation::rename_new:
            return "rename_new";
        case Operation::link:
            return "link";
        case Operation::sync:
            return "sync";
        case Operation::remove_file:
            return "remove_file";
        case Operation::remove_folder:
            return "remove_folder";
        case Operation::remove_all:
            return "remove_all";
    }
    return "unknown";
}

class FaultyFilesystem::File : public OutputFile {
  public:
    File(FaultyFilesystem& faulty, std::string path, std::unique_ptr<OutputFile> inner)
        : m_faulty(faulty), m_path(std::move(path)), m_inner(std::move(inner)) {}
    /// A full disk takes the first half.
    void append(std::string_view bytes) override {
        try {
            m_faulty.step(Operation::append, m_path);
        } catch (...) {
            m_inner->append(bytes.substr(0, bytes.size() / 2));
            throw;
        }
        m_inner->append(bytes);
    }
    void close() override {
        m_faulty.step(Operation::close, m_path);
        m_inner->close();
    }

  private:
    FaultyFilesystem& m_faulty;
    std::string m_path;
    std::unique_ptr<OutputFile> m_inner;
};

void FaultyFilesystem::step(Operation operation, const std::string& path) {
    const std::size_t index = m_counts[static_cast<std::size_t>(operation)]++;
    if (operation != m_fault.operation || index < m_fault.index) return;
    if (index > m_fault.index && !m_fault.for_good) return;
    m_has_failed = true;
    throw std::system_error(std::make_error_code(m_fault.error), "injected: " + name_of(operation) + " '" + path + "'");
}

void FaultyFilesystem::create_folders(const std::string& path) {
    step(Operation::create_folders, path);
    m_inner.create_folders(path);
}

std::unique_ptr<OutputFile> FaultyFilesystem::create(const std::string& path) {
    step(Operation::create, path);
    return std::make_unique<File>(*this, path, m_inner.create(path));
}

void FaultyFilesystem::rename(const std::string& from, const std::string& to) {
    step(Operation::rename, from);
    m_inner.rename(from, to);
}

void FaultyFilesystem::rename_new(const std::string& from, const std::string& to) {
    step(Operation::rename_new, from);
    m_inner.rename_new(from, to);
}

void FaultyFilesystem::link_or_copy(const std::string& from, const std::string& to) {
    step(Operation::link, from);
    m_inner.link_or_copy(from, to);
}

void FaultyFilesystem::sync(const std::string& top, const std::vector<std::string>& /*paths*/) {
    step(Operation::sync, top);
}

void FaultyFilesystem::remove_file(const std::string& path) {
    step(Operation::remove_file, path);
    m_inner.remove_file(path);
}

bool FaultyFilesystem::remove_folder(const std::string& path) {
    step(Operation::remove_folder, path);
    return m_inner.remove_folder(path);
}

void FaultyFilesystem::remove_all(const std::string& path) {
    step(Operation::remove_all, path);
    m_inner.remove_all(path);
}

void CrashingFilesystem::step(Operation operation, const std::string& path) {
    FaultyFilesystem::step(operation, path);
    if (m_next++ < m_index) return;
    throw std::system_error(std::make_error_code(std::errc::io_error),
                            "injected: crash at " + name_of(operation) + " '" + path + "'");
}

}  // namespace cairn::test

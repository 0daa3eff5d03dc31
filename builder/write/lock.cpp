#include "builder/write/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <boost/filesystem.hpp>
#include <cerrno>
#include <system_error>

#include "builder/write/filesystem.hpp"

namespace cairn {

OutputLock::OutputLock(const std::string& out) {
    const auto disk = make_posix_filesystem();
    const std::string path = disk->resolved(out) + ".lock";
    const std::string folder = boost::filesystem::path(path).parent_path().string();
    if (!folder.empty()) disk->create_folders(folder);
    m_descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (m_descriptor < 0) {
        throw std::system_error(errno, std::generic_category(), "cannot create the lock '" + path + "'");
    }
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) == 0) return;
    const int error = errno;
    ::close(m_descriptor);
    if (error == EWOULDBLOCK) {
        throw LockedError("another run is writing '" + out + "' (it holds '" + path +
                          "'): wait until it has ended, or choose another output folder");
    }
    throw std::system_error(error, std::generic_category(), "cannot lock '" + path + "'");
}

OutputLock::~OutputLock() { ::close(m_descriptor); }

}  // namespace cairn

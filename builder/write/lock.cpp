#include "builder/write/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <thread>

#include "base/interrupted.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn {

namespace {

[[noreturn]] void fail(int error, const std::string& action, const std::string& path) {
    throw std::system_error(error, std::generic_category(), "cannot " + action + " the lock '" + path + "'");
}

bool is_same_file(int descriptor, const std::string& path) {
    struct stat held {};
    struct stat present {};
    return ::fstat(descriptor, &held) == 0 && ::lstat(path.c_str(), &present) == 0 && held.st_dev == present.st_dev &&
           held.st_ino == present.st_ino;
}

/// Makes the folder with its parents; says which were made, outermost first.
void make_folders(const std::string& folder, std::vector<std::string>& made) {
    if (folder.empty() || folder == "/" || ::mkdir(folder.c_str(), 0777) == 0) {
        if (!folder.empty() && folder != "/") made.push_back(folder);
        return;
    }
    if (errno == EEXIST) return;
    if (errno != ENOENT) fail(errno, "create the folder of", folder);
    make_folders(folder_of(folder), made);
    if (::mkdir(folder.c_str(), 0777) == 0) return made.push_back(folder);
    if (errno != EEXIST && errno != ENOENT) fail(errno, "create the folder of", folder);
}

std::string own_signature() {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return "process " + std::to_string(::getpid()) + " on " + host.data();
}

/// Who holds it is for people to read; a disk that is full does not take it, and the lock holds all the same.
void sign(int descriptor) {
    const std::string text = own_signature() + '\n';
    if (::ftruncate(descriptor, 0) == 0) static_cast<void>(!::pwrite(descriptor, text.data(), text.size(), 0));
}

std::string signature(int descriptor) {
    std::array<char, 300> text{};
    const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
    const std::string signature(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    return signature.substr(0, signature.find('\n'));
}

std::string lock_of(const std::string& folder) { return folder + "/.cairn/lock"; }

}  // namespace

OutputLock::OutputLock(const std::string& out, const Patience& patience)
    : m_out(make_posix_filesystem()->resolved(out)) {
    try {
        acquire(patience);
    } catch (...) {
        release();
        throw;
    }
}

/// By looking again: flock has no time limit, and a signal must end the waiting.
void OutputLock::acquire(const Patience& patience) {
    constexpr std::chrono::milliseconds k_between_tries{50};
    const std::string path = lock_of(m_out);
    const auto began = std::chrono::steady_clock::now();
    while (!try_once(path)) {
        if (std::chrono::steady_clock::now() - began >= patience.time) {
            throw LockedError("another run is writing '" + m_out + "' (" + m_living_holder + " holds '" + path +
                              "'): wait until it has ended (--wait), or choose another output folder");
        }
        if (patience.stop != nullptr && *patience.stop) throw Interrupted("interrupted: nothing was published");
        std::this_thread::sleep_for(k_between_tries);
    }
}

/// The run before removes its lock at its end: what was opened may be gone from the path by the time it is locked. Then
/// it guards nothing, and the next try opens what is there now. False when another run holds it.
bool OutputLock::try_once(const std::string& path) {
    constexpr int k_tries = 1000;
    bool is_made = false;  // in some file systems (/proc) nothing can be: they say that the folder is not there
    for (int i = 0; i < k_tries; ++i) {
        make_folders(folder_of(path), m_made_folders);
        Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666));
        if (file.get() < 0 && errno == ENOENT) continue;
        if (file.get() < 0) fail(errno, "create", path);
        is_made = true;
        if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK) fail(errno, "take", path);
            m_living_holder = signature(file.get());
            return false;
        }
        if (!is_same_file(file.get(), path)) continue;
        m_dead_holder = signature(file.get());
        sign(file.get());
        m_held = std::move(file);
        return true;
    }
    if (!is_made) fail(ENOENT, "create", path);
    fail(EAGAIN, "take", path);
}

OutputLock::~OutputLock() { release(); }

bool is_locked_by_this_process(const std::string& resolved_out) {
    const Descriptor file(::open(lock_of(resolved_out).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    return file.get() >= 0 && signature(file.get()) == own_signature();
}

void OutputLock::release() noexcept {
    const std::string path = lock_of(m_out);
    if (m_held.get() >= 0 && is_same_file(m_held.get(), path)) ::unlink(path.c_str());
    ::rmdir(folder_of(path).c_str());
    for (auto folder = m_made_folders.rbegin(); folder != m_made_folders.rend(); ++folder) ::rmdir(folder->c_str());
}

}  // namespace cairn

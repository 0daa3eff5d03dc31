#include "base/storage/no_recall.hpp"

#include <sys/stat.h>

#include <utility>

namespace cairn {

namespace {

thread_local NoRecall* t_in_force = nullptr;

}  // namespace

NoRecall::NoRecall(const IsOffline& is_offline) : m_is_offline(&is_offline), m_outer(std::exchange(t_in_force, this)) {}

NoRecall::~NoRecall() { t_in_force = m_outer; }

bool NoRecall::forbids(const std::string& path) {
    if (t_in_force == nullptr || !*t_in_force->m_is_offline) return false;
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
    if (!(*t_in_force->m_is_offline)(path, status)) return false;
    if (t_in_force->m_refused.empty()) t_in_force->m_refused = path;
    return true;
}

}  // namespace cairn

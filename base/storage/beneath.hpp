// Files that are opened below a folder and nowhere else, whatever links say.
#pragma once

#include <string>
#include <utility>

namespace cairn {

/// A descriptor that is closed with the object.
class Descriptor {
  public:
    explicit Descriptor(int value = -1) : m_value(value) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept : m_value(std::exchange(other.m_value, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_value, other.m_value);
        return *this;
    }

    int get() const { return m_value; }
    bool is_open() const { return m_value >= 0; }

  private:
    int m_value;
};

/// Opens what is below the folder `root` (a descriptor); not open: errno says why, EXDEV or ELOOP for a link that leads
/// out. Kernels before 5.6 and sandboxes without openat2 follow no symbolic link at all.
Descriptor open_beneath(int root, const std::string& key, int flags);

}  // namespace cairn

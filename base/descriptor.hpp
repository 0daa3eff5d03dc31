// An open file that closes itself.
#pragma once

#include <unistd.h>

#include <utility>

namespace cairn {

/// `get` is negative when opening failed; `release` hands the descriptor out.
class Descriptor {
  public:
    explicit Descriptor(int descriptor = -1) : m_descriptor(descriptor) {}
    ~Descriptor() {
        if (m_descriptor >= 0) ::close(m_descriptor);
    }
    Descriptor(Descriptor&& other) noexcept : m_descriptor(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    int get() const { return m_descriptor; }
    bool is_open() const { return m_descriptor >= 0; }
    int release() { return std::exchange(m_descriptor, -1); }

  private:
    int m_descriptor;
};

}  // namespace cairn

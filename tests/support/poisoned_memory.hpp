// Memory that operator new hands out holds a chosen byte: whoever reads what nobody wrote reads that.
#pragma once

namespace cairn::test {

/// While one lives. Threads: all of the process; one at a time.
class PoisonedMemory {
  public:
    explicit PoisonedMemory(unsigned char byte);
    ~PoisonedMemory();
    PoisonedMemory(const PoisonedMemory&) = delete;
    PoisonedMemory& operator=(const PoisonedMemory&) = delete;
};

}  // namespace cairn::test

#include "tests/support/poisoned_memory.hpp"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

namespace cairn::test {

namespace {

constexpr int k_none = -1;

std::atomic<int> s_byte = k_none;

void* take_or_null(std::size_t size) noexcept {
    void* memory = std::malloc(size == 0 ? 1 : size);
    const int byte = s_byte;
    if (memory != nullptr && byte != k_none) std::memset(memory, byte, size);
    return memory;
}

void* take(std::size_t size) {
    void* memory = take_or_null(size);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

}  // namespace

PoisonedMemory::PoisonedMemory(unsigned char byte) { s_byte = byte; }
PoisonedMemory::~PoisonedMemory() { s_byte = k_none; }

}  // namespace cairn::test

void* operator new(std::size_t size) { return cairn::test::take(size); }
void* operator new[](std::size_t size) { return cairn::test::take(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return cairn::test::take_or_null(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return cairn::test::take_or_null(size); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

#include "tests/support/memory_peak.hpp"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace cairn::test {

namespace {

std::atomic<std::size_t> s_held = 0;
std::atomic<std::size_t> s_peak = 0;
std::atomic<std::size_t> s_at_reset = 0;

void* take_or_null(std::size_t size) noexcept {
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) return nullptr;
    const std::size_t held = s_held += ::malloc_usable_size(memory);
    std::size_t peak = s_peak;
    while (held > peak && !s_peak.compare_exchange_weak(peak, held)) {
    }
    return memory;
}

void* take(std::size_t size) {
    void* memory = take_or_null(size);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

void give_back(void* memory) {
    if (memory == nullptr) return;
    s_held -= ::malloc_usable_size(memory);
    std::free(memory);
}

}  // namespace

void reset_memory_peak() {
    s_at_reset = s_held.load();
    s_peak = s_held.load();
}

std::size_t memory_peak_bytes() { return s_peak - s_at_reset; }

}  // namespace cairn::test

void* operator new(std::size_t size) { return cairn::test::take(size); }
void* operator new[](std::size_t size) { return cairn::test::take(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return cairn::test::take_or_null(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return cairn::test::take_or_null(size); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { cairn::test::give_back(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { cairn::test::give_back(memory); }
void operator delete(void* memory) noexcept { cairn::test::give_back(memory); }
void operator delete[](void* memory) noexcept { cairn::test::give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { cairn::test::give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { cairn::test::give_back(memory); }

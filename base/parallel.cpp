#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace cairn {

namespace {

constexpr std::size_t k_most_threads = 1024;

void start(std::vector<std::thread>& threads, std::size_t wanted, const std::function<void()>& work) {
    threads.reserve(wanted);
    try {
        while (threads.size() < wanted) threads.emplace_back(work);
    } catch (const std::system_error&) {  // EAGAIN: a limit on processes, or no memory for a stack
    } catch (const std::bad_alloc&) {
    }
}

}  // namespace

ParallelFor serial() {
    return [](std::size_t count, const std::function<void(std::size_t)>& body) {
        for (std::size_t i = 0; i < count; ++i) body(i);
    };
}

ParallelFor with_threads(std::size_t threads) {
    return [threads](std::size_t count, const std::function<void(std::size_t)>& body) {
        std::atomic<std::size_t> next{0};
        std::mutex mutex;  // guards failure
        std::exception_ptr failure;
        const auto work = [&] {
            try {
                for (std::size_t i = next++; i < count; i = next++) body(i);
            } catch (...) {
                next = count;
                const std::scoped_lock lock(mutex);
                if (!failure) failure = std::current_exception();
            }
        };
        std::vector<std::thread> others;
        const std::size_t all = std::min({threads, count, k_most_threads});
        if (all > 1) start(others, all - 1, work);
        work();
        for (std::thread& thread : others) thread.join();
        if (failure) std::rethrow_exception(failure);
    };
}

}  // namespace cairn

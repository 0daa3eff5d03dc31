#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "validator/validate.hpp"

namespace cairn::validate {

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
        for (std::size_t i = 1; i < std::min(threads, count); ++i) others.emplace_back(work);
        work();
        for (std::thread& thread : others) thread.join();
        if (failure) std::rethrow_exception(failure);
    };
}

}  // namespace cairn::validate

// Threads that do pieces of work in the order in which they come.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace cairn::search {

/// `count` threads; with one or none, work is done at once by whoever submits it. The destructor gives up what has not
/// begun, and waits for what has.
class Workers {
  public:
    explicit Workers(std::size_t count);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    template <class Result>
    std::future<Result> submit(std::function<Result()> work) {
        auto task = std::make_shared<std::packaged_task<Result()>>(std::move(work));
        std::future<Result> result = task->get_future();
        if (m_threads.empty())
            (*task)();
        else
            add([task] { (*task)(); });
        return result;
    }

  private:
    void add(std::function<void()> work);
    void run();

    std::mutex m_mutex;  ///< guards what follows
    std::condition_variable m_change;
    std::deque<std::function<void()>> m_work;
    bool m_is_ending = false;
    std::vector<std::thread> m_threads;
};

}  // namespace cairn::search

#include "base/storage/http/client.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

#include "base/storage/http/transfer.hpp"

namespace cairn {

namespace {

using Clock = std::chrono::steady_clock;
using TransferPointer = std::unique_ptr<Transfer>;

void prepare_libcurl() {
    static const bool is_prepared = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (!is_prepared) throw std::bad_alloc();
}

class Exchange final : public HttpExchange {
  public:
    Exchange(std::future<Answer<HttpResponse>> answer, std::shared_ptr<std::atomic<bool>> is_given_up)
        : m_answer(std::move(answer)), m_is_given_up(std::move(is_given_up)) {}
    ~Exchange() override { cancel(); }
    Answer<HttpResponse> take() override { return m_answer.get(); }
    void cancel() override { *m_is_given_up = true; }

  private:
    std::future<Answer<HttpResponse>> m_answer;
    std::shared_ptr<std::atomic<bool>> m_is_given_up;
};

}  // namespace

/// The thread that carries out requests. What is submitted goes through a queue; all else belongs to the thread.
class HttpClient::Loop {
  public:
    Loop(HttpSettings settings, HttpCredentials credentials)
        : m_settings(std::move(settings)), m_credentials(std::move(credentials)) {
        if (!m_settings.spent) m_settings.spent = std::make_shared<HttpCounters>();
        prepare_libcurl();
        m_multi = curl_multi_init();
        if (m_multi == nullptr) throw std::bad_alloc();
        const long connections = static_cast<long>(m_settings.in_flight);
        curl_multi_setopt(m_multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections);
        curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, connections);
        m_thread = std::thread([this] { run(); });
    }

    ~Loop() {
        {
            const std::lock_guard lock(m_mutex);
            m_is_ending = true;
        }
        curl_multi_wakeup(m_multi);
        m_thread.join();
        for (const TransferPointer& transfer : m_active) curl_multi_remove_handle(m_multi, handle_of(*transfer));
        const auto fail = [](const TransferPointer& transfer) {
            transfer->fail({StorageFault::Kind::failed, "the storage was closed"});
        };
        for (const auto* transfers : {&m_active, &m_waiting}) std::for_each(transfers->begin(), transfers->end(), fail);
        std::for_each(m_submitted.begin(), m_submitted.end(), fail);
        m_active.clear();
        m_waiting.clear();
        m_submitted.clear();
        curl_multi_cleanup(m_multi);
    }

    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    std::unique_ptr<HttpExchange> submit(HttpRequest request) {
        auto transfer = std::make_unique<Transfer>(std::move(request), m_settings, m_credentials, m_counters, *m_settings.spent);
        auto exchange = std::make_unique<Exchange>(transfer->promise.get_future(), transfer->is_given_up);
        {
            const std::lock_guard lock(m_mutex);
            m_submitted.push_back(std::move(transfer));
        }
        curl_multi_wakeup(m_multi);
        return exchange;
    }

    Traffic traffic() const { return {m_counters.requests, m_counters.bytes}; }
    std::size_t in_flight() const { return m_settings.in_flight; }

  private:
    using Transfers = std::list<TransferPointer>;

    CURL* handle_of(const Transfer& transfer) const { return m_handles.at(&transfer); }

    void run() {
        while (take_submitted()) {
            start_due();
            int running = 0;
            curl_multi_perform(m_multi, &running);
            finish_done();
            curl_multi_poll(m_multi, nullptr, 0, milliseconds_to_wait(), nullptr);
        }
    }

    /// False when the loop is to end.
    bool take_submitted() {
        const std::lock_guard lock(m_mutex);
        for (TransferPointer& transfer : m_submitted) m_waiting.push_back(std::move(transfer));
        m_submitted.clear();
        return !m_is_ending;
    }

    void start_due() {
        const Clock::time_point now = Clock::now();
        for (auto it = m_waiting.begin(); it != m_waiting.end() && m_active.size() < m_settings.in_flight;) {
            if ((*it)->is_given_up->load()) {
                it = m_waiting.erase(it);
            } else if (m_settings.spent->requests >= m_settings.max_requests) {
                (*it)->fail({StorageFault::Kind::over_budget,
                             fmt::format("the budget of {} requests is used up", m_settings.max_requests)});
                it = m_waiting.erase(it);
            } else if (first_start_of(**it) > now) {
                ++it;
            } else {
                start(std::move(*it));
                it = m_waiting.erase(it);
            }
        }
    }

    /// By its own wait, by what the server asked for, and by the limit of requests a second.
    Clock::time_point first_start_of(const Transfer& transfer) const {
        return std::max({transfer.due, m_pause, m_next_turn});
    }

    void start(TransferPointer transfer) {
        if (m_settings.per_second > 0)
            m_next_turn = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                             std::chrono::duration<double>(1 / m_settings.per_second));
        CURL* handle = transfer->begin();
        curl_multi_add_handle(m_multi, handle);
        m_handles[transfer.get()] = handle;
        m_active.push_back(std::move(transfer));
    }

    void finish_done() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            const CURLcode code = message->data.result;
            CURL* handle = message->easy_handle;
            void* found = nullptr;
            curl_easy_getinfo(handle, CURLINFO_PRIVATE, &found);
            curl_multi_remove_handle(m_multi, handle);
            finish(static_cast<Transfer*>(found), code);
        }
    }

    void finish(Transfer* done, CURLcode code) {
        const auto place = std::find_if(m_active.begin(), m_active.end(),
                                        [done](const TransferPointer& transfer) { return transfer.get() == done; });
        TransferPointer transfer = std::move(*place);
        m_active.erase(place);
        m_handles.erase(done);
        if (transfer->end(code) == Transfer::Next::answered) return;
        if (transfer->asks_all_to_wait) m_pause = std::max(m_pause, transfer->due);
        m_waiting.push_front(std::move(transfer));
    }

    int milliseconds_to_wait() const {
        constexpr std::int64_t k_longest = 1000;  // libcurl's own timers are looked at by curl_multi_poll
        if (m_waiting.empty() || m_active.size() >= m_settings.in_flight) return static_cast<int>(k_longest);
        Clock::time_point first = Clock::time_point::max();
        for (const TransferPointer& transfer : m_waiting) first = std::min(first, first_start_of(*transfer));
        const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(first - Clock::now()).count() + 1;
        return static_cast<int>(std::clamp<std::int64_t>(wait, 0, k_longest));
    }

    HttpSettings m_settings;
    HttpCredentials m_credentials;
    HttpCounters m_counters;
    CURLM* m_multi = nullptr;
    Transfers m_active;
    Transfers m_waiting;
    std::map<const Transfer*, CURL*> m_handles;  ///< of those that are active
    Clock::time_point m_pause{};                 ///< nothing starts before
    Clock::time_point m_next_turn{};             ///< likewise, by the limit of requests a second

    std::mutex m_mutex;  ///< guards m_submitted and m_is_ending
    std::deque<TransferPointer> m_submitted;
    bool m_is_ending = false;
    std::thread m_thread;
};

HttpClient::HttpClient(HttpSettings settings, HttpCredentials credentials)
    : m_loop(std::make_unique<Loop>(std::move(settings), std::move(credentials))) {}

HttpClient::~HttpClient() = default;

std::unique_ptr<HttpExchange> HttpClient::submit(HttpRequest request) { return m_loop->submit(std::move(request)); }

Traffic HttpClient::traffic() const { return m_loop->traffic(); }

std::size_t HttpClient::in_flight() const { return m_loop->in_flight(); }

}  // namespace cairn

// How an attempt of a transfer ends: with its answer, at another URL, or in another attempt.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <random>
#include <utility>

#include "base/storage/http/transfer.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

using Kind = StorageFault::Kind;
using Method = HttpRequest::Method;

constexpr int k_most_redirects = 10;

bool is_redirect(long status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Whether another attempt can end otherwise.
bool is_passing(CURLcode code) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
        case CURLE_PARTIAL_FILE:
        case CURLE_OPERATION_TIMEDOUT:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_GOT_NOTHING:
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return true;
        default:
            return false;
    }
}

double chance() {
    thread_local std::minstd_rand generator{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(generator);
}

}  // namespace

Transfer::Next Transfer::end(CURLcode code) {
    curl_off_t bytes = 0;
    curl_easy_getinfo(m_easy, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
    count(bytes);
    if (m_fault) {
        promise.set_value(*m_fault);
        return Next::answered;
    }
    if (code == CURLE_OK || m_has_enough) return judge_status();
    const StorageFault fault = code == CURLE_OPERATION_TIMEDOUT ? StorageFault{Kind::timed_out, why_timed_out()}
                                                                : StorageFault{Kind::failed, curl_easy_strerror(code)};
    if (is_passing(code)) return retry(fault, false);
    promise.set_value(fault);
    return Next::answered;
}

/// libcurl has one code, and one text, for all three.
std::string Transfer::why_timed_out() const {
    long sent_bytes = 0;  // a connection that is used again has no time of connecting
    curl_off_t taken_us = 0;
    curl_easy_getinfo(m_easy, CURLINFO_REQUEST_SIZE, &sent_bytes);
    curl_easy_getinfo(m_easy, CURLINFO_TOTAL_TIME_T, &taken_us);
    if (sent_bytes == 0)
        return fmt::format("the server could not be reached within {} s",
                           std::chrono::duration<double>(m_settings.connect_timeout).count());
    if (std::chrono::microseconds(taken_us) >= m_settings.transfer_timeout)
        return fmt::format("the answer took longer than {} s", m_settings.transfer_timeout.count());
    return fmt::format("the server sent next to nothing for {} s", m_settings.stall_timeout.count());
}

/// What is to be written somewhere is not written elsewhere because a server says so.
bool Transfer::follows_redirects() const {
    const bool is_reading = m_request.method == Method::get || m_request.method == Method::head;
    return is_reading && m_request.redirects == HttpRequest::Redirects::are_followed;
}

Transfer::Next Transfer::judge_status() {
    curl_easy_getinfo(m_easy, CURLINFO_RESPONSE_CODE, &m_response.status);
    learn_where_it_began();
    if (is_redirect(m_response.status) && !m_location.empty() && follows_redirects()) return follow(m_location);
    if (is_passing_status(m_response.status))
        return retry({Kind::failed, fmt::format("HTTP status {}", m_response.status)}, true);
    if (m_response.version.empty()) m_response.version = m_last_modified;
    const std::time_t modified = m_last_modified.empty() ? -1 : curl_getdate(m_last_modified.c_str(), nullptr);
    if (modified > 0) m_response.modified_ns = static_cast<std::int64_t>(modified) * 1'000'000'000;
    m_response.is_private = m_start.is_private;
    if (m_redirects > 0) m_response.url = m_url;
    promise.set_value(std::move(m_response));
    return Next::answered;
}

Transfer::Next Transfer::follow(const std::string& location) {
    const std::string target(without_fragment(resolve_url(m_url, location)));
    std::string refusal = redirect_refusal(m_start, target);
    if (++m_redirects > k_most_redirects) refusal = fmt::format("more than {} redirects", k_most_redirects);
    if (!refusal.empty()) {
        promise.set_value(StorageFault{Kind::refused, std::move(refusal)});
        return Next::answered;
    }
    m_url = target;
    due = {};
    return Next::again;
}

Transfer::Next Transfer::retry(StorageFault fault, bool is_asked) {
    std::optional<std::chrono::milliseconds> wait = wait_after(m_attempt, m_settings.retries, chance());
    constexpr std::chrono::seconds k_not_asked{-1};
    const std::chrono::seconds asked =
        is_asked ? retry_after(m_retry_after, std::time(nullptr)).value_or(k_not_asked) : k_not_asked;
    if (wait && asked > m_settings.retries.longest_asked) {
        fault.message += fmt::format("; the server asks to come again in {} s", asked.count());
        wait.reset();
    }
    if (!wait) {
        if (m_attempt > 1) fault.message += fmt::format(" ({} attempts)", m_attempt);
        promise.set_value(std::move(fault));
        return Next::answered;
    }
    ++m_attempt;
    asks_all_to_wait = asked != k_not_asked;
    due = std::chrono::steady_clock::now() + std::max<std::chrono::milliseconds>(*wait, asked);
    // An attempt begins where the request began: what redirected to a broken server may know a better one now.
    m_url = m_start.url;
    m_redirects = 0;
    return Next::again;
}

}  // namespace cairn

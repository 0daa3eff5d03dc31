#include "base/storage/http/retry.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace cairn {

bool is_passing_status(long status) {
    return status == 408 || status == 425 || status == 429 || status == 500 || status == 502 || status == 503 ||
           status == 504;
}

std::optional<std::chrono::seconds> retry_after(std::string_view value, std::int64_t now_s) {
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\r' || value.back() == '\n'))
        value.remove_suffix(1);
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error == std::errc{} && end == value.data() + value.size() && seconds >= 0)
        return std::chrono::seconds(seconds);
    const std::time_t date = curl_getdate(std::string(value).c_str(), nullptr);
    if (date < 0) return std::nullopt;
    return std::chrono::seconds(std::max<std::int64_t>(0, date - now_s));
}

std::optional<std::chrono::milliseconds> wait_after(int attempt, const RetryRules& rules, double chance) {
    if (attempt >= rules.attempts) return std::nullopt;
    std::chrono::milliseconds wait = rules.first_wait;
    for (int i = 1; i < attempt && wait < rules.longest_wait; ++i) wait *= 2;
    wait = std::min(wait, rules.longest_wait);
    // At least half of it: a wait of nothing would be another attempt at once.
    return std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(wait.count()) * (0.5 + chance / 2)));
}

}  // namespace cairn

#include "base/storage/http/aws_credentials.hpp"

#include <algorithm>
#include <ctime>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>

#include "base/storage/http/aws_metadata.hpp"

namespace cairn {

namespace {

constexpr std::int64_t k_renewed_before_s = 300;
constexpr std::int64_t k_between_tries_s = 60;

std::string member(const AwsProfile& profile, const std::string& name) {
    const auto found = profile.find(name);
    return found == profile.end() ? std::string() : found->second;
}

/// A header is made of them.
void check(const AwsKeys& keys, const std::string& where) {
    const auto is_plain = [](char c) { return c > ' ' && c < 0x7F; };
    for (const std::string* text : {&keys.id, &keys.secret, &keys.session_token})
        if (!std::all_of(text->begin(), text->end(), is_plain))
            throw std::invalid_argument(where + " has a key with a blank or a control character in it");
}

std::optional<AwsKeys> pair_of(AwsKeys keys, const std::string& where) {
    if (keys.id.empty() && keys.secret.empty()) return std::nullopt;
    if (keys.id.empty() || keys.secret.empty())
        throw std::invalid_argument(
            where + " has one half of a pair of keys; the access key id and the secret access key belong together");
    check(keys, where);
    return keys;
}

std::optional<AwsKeys> keys_of_environment(const VariableLookup& variable) {
    return pair_of({variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"), variable("AWS_SESSION_TOKEN")},
                   "the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)");
}

std::optional<AwsKeys> keys_of_profile(const NamedProfile& profile) {
    const AwsProfile& settings = profile.settings;
    auto keys = pair_of({member(settings, "aws_access_key_id"), member(settings, "aws_secret_access_key"),
                         member(settings, "aws_session_token")},
                        "the profile '" + profile.name + "' of AWS");
    if (keys) return keys;
    for (const char* name :
         {"credential_process", "sso_session", "sso_start_url", "role_arn", "web_identity_token_file"})
        if (settings.count(name) > 0)
            throw std::invalid_argument("the profile '" + profile.name + "' of AWS gets its keys by " + name +
                                        ", which cairn does not do; give it the keys: eval \"$(aws configure "
                                        "export-credentials --profile " +
                                        profile.name + " --format env)\"");
    return std::nullopt;
}

using Fetch = std::function<std::optional<Answer<AwsKeys>>()>;

/// Keys that end.
class RenewedKeys {
  public:
    RenewedKeys(AwsKeys keys, Fetch fetch) : m_keys(std::move(keys)), m_fetch(std::move(fetch)) {}

    AwsKeys keys() {
        const std::lock_guard lock(m_mutex);
        const auto now = static_cast<std::int64_t>(std::time(nullptr));
        if (m_keys.expires_s && *m_keys.expires_s - now < k_renewed_before_s && now - m_last_try_s >= k_between_tries_s)
            renew(now);
        return m_keys;
    }

  private:
    /// What cannot be renewed is used until the server refuses it.
    void renew(std::int64_t now) {
        m_last_try_s = now;
        const auto answer = m_fetch();
        if (!answer) return;
        if (const auto* keys = std::get_if<AwsKeys>(&*answer)) m_keys = *keys;
    }

    std::mutex m_mutex;  ///< guards the keys; held while they are renewed, since who waits needs the new ones
    AwsKeys m_keys;
    Fetch m_fetch;
    std::int64_t m_last_try_s = 0;
};

AwsKeySource renewed(const AwsKeys& keys, Fetch fetch, const std::string& where) {
    check(keys, where);
    auto source = std::make_shared<RenewedKeys>(keys, std::move(fetch));
    return [source] { return source->keys(); };
}

}  // namespace

AwsKeySource aws_key_source(const NamedProfile& profile, ProfileChoice choice, const VariableLookup& variable) {
    std::optional<AwsKeys> keys;
    if (choice == ProfileChoice::by_environment) keys = keys_of_environment(variable);
    if (!keys) keys = keys_of_profile(profile);
    if (keys) return [fixed = *keys] { return fixed; };
    for (const auto& [where, ask] : {std::pair{"the role of the container", &container_keys},
                                     std::pair{"the role of the instance", &instance_keys}}) {
        const auto answer = ask(variable);
        if (!answer) continue;
        if (const auto* fault = std::get_if<StorageFault>(&*answer))
            throw std::runtime_error(std::string("no keys from ") + where + ": " + fault->message);
        return renewed(
            std::get<AwsKeys>(*answer), [ask = ask, variable] { return ask(variable); }, where);
    }
    return {};
}

}  // namespace cairn

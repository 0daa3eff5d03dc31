#include "base/storage/http/aws_metadata.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "base/json/parse.hpp"
#include "base/storage/http/client.hpp"
#include "base/storage/http/redirect.hpp"
#include "base/storage/listed_time.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

using Kind = StorageFault::Kind;

constexpr std::uint64_t k_largest_answer = 64 << 10;

HttpSettings settings(std::chrono::milliseconds connect_timeout, int attempts) {
    HttpSettings settings;
    settings.in_flight = 1;
    settings.retries.attempts = attempts;
    settings.connect_timeout = connect_timeout;
    settings.stall_timeout = std::chrono::seconds(2);
    settings.transfer_timeout = std::chrono::seconds(5);
    settings.proxies = HttpSettings::Proxies::none;  // a proxy would be asked for its own role
    return settings;
}

Answer<std::string> ask(HttpClient& client, HttpRequest request) {
    request.max_bytes = k_largest_answer;
    request.redirects = HttpRequest::Redirects::are_answers;
    Answer<HttpResponse> answer = client.submit(std::move(request))->take();
    if (auto* fault = std::get_if<StorageFault>(&answer)) return std::move(*fault);
    auto& response = std::get<HttpResponse>(answer);
    if (response.status == 200) return std::move(response.body);
    return StorageFault{Kind::denied, "HTTP status " + std::to_string(response.status)};
}

std::optional<std::int64_t> seconds_of(std::string_view text) {
    ObjectStat stat;
    if (!take_listed_time(text, stat) || !text.empty()) return std::nullopt;
    return stat.modified_ns / 1'000'000'000;
}

std::string first_line_of(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

/// Who may be asked over plain http (container-credentials provider of the SDKs of AWS).
bool may_be_asked(const std::string& url) {
    if (scheme_of(url) == "https") return true;
    const std::string_view host = split_authority(split_url(url).authority.value_or("")).host;
    constexpr std::array<std::string_view, 3> k_of_aws{"169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"};
    const bool is_loopback = host == "localhost" || host == "[::1]" || host.starts_with("127.");
    return scheme_of(url) == "http" && ((is_loopback && is_private_host(host)) ||
                                        std::find(k_of_aws.begin(), k_of_aws.end(), host) != k_of_aws.end());
}

}  // namespace

Answer<AwsKeys> parse_role_keys(std::string_view text) {
    const auto parsed = json::parse(text);
    const auto* value = std::get_if<json::Value>(&parsed);
    if (value == nullptr) return StorageFault{Kind::failed, "the answer about the role is no JSON"};
    AwsKeys keys{std::string(json::member_text(*value, "AccessKeyId")),
                 std::string(json::member_text(*value, "SecretAccessKey")),
                 std::string(json::member_text(*value, "Token")), seconds_of(json::member_text(*value, "Expiration"))};
    if (keys.id.empty() || keys.secret.empty())
        return StorageFault{Kind::failed, "the answer about the role has no AccessKeyId and SecretAccessKey"};
    return keys;
}

std::optional<Answer<AwsKeys>> container_keys(const VariableLookup& variable) {
    const std::string relative = variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    const std::string url =
        relative.empty() ? variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") : "http://169.254.170.2" + relative;
    if (url.empty()) return std::nullopt;
    if (!may_be_asked(url))
        return StorageFault{Kind::refused, "AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor of this machine"};
    const std::string token_file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    const std::string token =
        token_file.empty() ? variable("AWS_CONTAINER_AUTHORIZATION_TOKEN") : first_line_of(token_file);
    HttpRequest request{url};
    if (!token.empty()) request.headers.emplace_back("authorization", token);
    HttpClient client(settings(std::chrono::milliseconds(2'000), 3), {});
    const Answer<std::string> text = ask(client, std::move(request));
    if (const auto* fault = std::get_if<StorageFault>(&text)) return *fault;
    return parse_role_keys(std::get<std::string>(text));
}

std::optional<Answer<AwsKeys>> instance_keys(const VariableLookup& variable) {
    if (variable("AWS_EC2_METADATA_DISABLED") == "true") return std::nullopt;
    std::string server = variable("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    if (server.empty()) server = "http://169.254.169.254";
    while (server.ends_with('/')) server.pop_back();
    HttpClient client(settings(std::chrono::milliseconds(1'000), 1), {});
    HttpRequest request{server + "/latest/api/token", HttpRequest::Method::put};
    request.headers.emplace_back("x-aws-ec2-metadata-token-ttl-seconds", "21600");
    const Answer<std::string> token = ask(client, std::move(request));
    if (std::holds_alternative<StorageFault>(token)) return std::nullopt;  // no machine of EC2
    const auto look = [&](const std::string& path) {
        HttpRequest question{server + "/latest/meta-data/iam/security-credentials/" + path};
        question.headers.emplace_back("x-aws-ec2-metadata-token", std::get<std::string>(token));
        return ask(client, std::move(question));
    };
    const Answer<std::string> roles = look("");
    if (std::holds_alternative<StorageFault>(roles)) return std::nullopt;  // a machine without a role
    const std::string& names = std::get<std::string>(roles);
    const Answer<std::string> text = look(names.substr(0, names.find_first_of("\r\n")));
    if (const auto* fault = std::get_if<StorageFault>(&text)) return *fault;
    return parse_role_keys(std::get<std::string>(text));
}

}  // namespace cairn

#include "builder/stac/extensions/storage.hpp"

#include <algorithm>

#include "base/url.hpp"
#include "builder/stac/properties.hpp"

namespace cairn::extensions {

namespace {

constexpr const char* k_aws = "https://{bucket}.s3.{region}.amazonaws.com";

/// As the extension has names of buckets: 3 to 63 small letters, digits, '-' and '.', a letter or digit at both ends.
bool is_bucket_name(std::string_view name) {
    const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return name.size() >= 3 && name.size() <= 63 && is_plain(name.front()) && is_plain(name.back()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return is_plain(c) || c == '-' || c == '.'; });
}

json::Value scheme_of_bucket(const std::string& name, const Bucket& bucket) {
    json::Value scheme = json::object();
    json::set(scheme, "type", bucket.endpoint.empty() ? "aws-s3" : "custom-s3");
    json::set(scheme, "platform", bucket.endpoint.empty() ? k_aws : bucket.endpoint + "/{bucket}");
    json::set(scheme, "bucket", name);
    if (!bucket.region.empty()) json::set(scheme, "region", bucket.region);
    if (bucket.requester_pays) json::set(scheme, "requester_pays", json::boolean(true));
    if (bucket.anonymous) json::set(scheme, "anonymous", json::boolean(true));
    return scheme;
}

}  // namespace

void StorageSchemes::add_to(json::Value& asset, std::string_view href) {
    const Url url = split_url(href);
    if (!url.scheme || *url.scheme != "s3" || !url.authority || !is_bucket_name(*url.authority)) return;
    const std::string name(*url.authority);
    const auto known = m_buckets.find(name);
    const Bucket bucket = known == m_buckets.end() ? Bucket{} : known->second;
    if (bucket.endpoint.empty() && bucket.region.empty()) m_without_region.insert(name);
    const std::string key = (bucket.endpoint.empty() ? "aws-s3-" : "s3-") + name;
    m_schemes.try_emplace(key, scheme_of_bucket(name, bucket));
    json::set(asset, "storage:refs", json::strings({key}));
}

void StorageSchemes::set(json::Value& object) && {
    if (m_schemes.empty()) return;
    const json::Value* known = json::find(object, "storage:schemes");
    json::Value schemes = known == nullptr ? json::object() : json::clone(*known);
    for (auto& [key, scheme] : m_schemes) json::set(schemes, key, std::move(scheme));
    json::set(object, "storage:schemes", std::move(schemes));
    for (const std::string& name : m_without_region) {
        add_note(object, "storage: the region of the bucket '" + name +
                             "' is not known; `buckets` of the configuration can state it");
    }
}

}  // namespace cairn::extensions

#include "base/storage/http/s3_storage.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

/// The name of what is directly below a prefix; empty: it is none, as a key that ends with '/', or "a//b".
std::string name_below(const std::string& prefix, std::string key) {
    if (key.ends_with('/')) key.pop_back();
    std::string name = key.size() > prefix.size() ? key.substr(prefix.size()) : std::string();
    return is_storage_key(name) && name.find('/') == std::string::npos ? name : std::string();
}

}  // namespace

S3Storage::S3Storage(const S3Place& place, const HttpSettings& settings)
    : S3Storage(place, std::make_shared<HttpClient>(settings, place.credentials)) {}

S3Storage::S3Storage(const S3Place& place, std::shared_ptr<HttpClient> client)
    : m_prefix(place.key.empty() || place.key.ends_with('/') ? place.key : place.key + '/'),
      m_client(std::move(client)),
      m_objects(place, m_client),
      m_bucket(place, m_client) {}

Answer<std::vector<FolderMember>> S3Storage::list(const std::string& folder) {
    if (!folder.empty() && !is_storage_key(folder))
        return StorageFault{StorageFault::Kind::refused, "not a path below the bucket's prefix"};
    const std::string prefix = m_prefix + (folder.empty() ? "" : folder + '/');
    std::vector<FolderMember> members;
    S3ListRequest request{prefix, "/", {}, 1000};
    do {
        Answer<S3Page> answer = m_bucket.list(request).take();
        if (auto* fault = std::get_if<StorageFault>(&answer)) return std::move(*fault);
        auto& page = std::get<S3Page>(answer);
        for (std::string& below : page.prefixes) {
            if (std::string name = name_below(prefix, std::move(below)); !name.empty())
                members.push_back({std::move(name), true, {}});
        }
        for (S3Object& object : page.objects) {
            if (object.key.ends_with('/')) continue;  // what some programs leave in the place of a folder
            std::string name = name_below(prefix, std::move(object.key));
            if (name.empty()) continue;
            members.push_back(
                {std::move(name), false, {object.size_bytes, std::move(object.etag), object.modified_ns, 0}});
        }
        request.token = std::move(page.next_token);
    } while (!request.token.empty());
    if (members.empty()) return StorageFault{StorageFault::Kind::missing, "the bucket has nothing below it"};
    std::ranges::stable_sort(members, {}, &FolderMember::name);
    return members;
}

}  // namespace cairn

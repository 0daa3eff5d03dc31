#include "builder/publish/bucket_target.hpp"

#include <memory>
#include <utility>

#include "base/sha256.hpp"
#include "builder/publish/large_upload.hpp"

namespace cairn::publish {

namespace {

std::string prefix_of(std::string key) {
    if (!key.empty() && !key.ends_with('/')) key += '/';
    return key;
}

template <class T>
Step step_of(S3Pending<T> pending) {
    // A std::function can be copied, an answer under way cannot.
    auto shared = std::make_shared<S3Pending<T>>(std::move(pending));
    return [shared]() -> std::optional<StorageFault> {
        const Answer<T> answer = shared->take();
        if (const auto* fault = std::get_if<StorageFault>(&answer)) return *fault;
        return std::nullopt;
    };
}

}  // namespace

BucketTarget::BucketTarget(std::string url, const S3Place& place, HttpSettings settings)
    : m_place(std::move(url)), m_prefix(prefix_of(place.key)), m_bucket(place, std::move(settings)) {}

Answer<std::string> BucketTarget::read(const std::string& path, std::uint64_t max_bytes) {
    return m_bucket.get(m_prefix + path, max_bytes).take();
}

Answer<std::map<std::string, Standing>> BucketTarget::list() {
    std::map<std::string, Standing> found;
    const auto take = [&](std::vector<S3Object>&& objects) {
        for (S3Object& object : objects)
            found[object.key.substr(m_prefix.size())] = {object.size_bytes, std::move(object.etag)};
    };
    // Each Item is a folder of one object: a row costs fewer requests than folders would.
    const auto fault = list_objects(m_bucket, m_prefix, take, Listing::in_one_row);
    found.erase("");  // some programs make an object of a folder's own name
    if (fault) return *fault;
    return found;
}

Answer<bool> BucketTarget::is_empty() {
    const Answer<S3Page> answer = m_bucket.list({m_prefix, {}, {}, 2}).take();
    if (const auto* fault = std::get_if<StorageFault>(&answer)) return *fault;
    const std::vector<S3Object>& objects = std::get<S3Page>(answer).objects;
    return objects.empty() || (objects.size() == 1 && objects.front().key == m_prefix);
}

bool BucketTarget::is_same(const std::string&, const Standing& standing, std::string_view bytes) {
    return standing.size_bytes == bytes.size() && standing.etag == md5_of(bytes);
}

Step BucketTarget::begin_put(Upload upload) {
    if (!upload.large_file.empty()) {
        const std::string key = m_prefix + upload.path;
        return [this, key, upload] {
            return put_in_parts(m_bucket, {key, {}, upload.content_type, upload.cache_control, {}}, upload.large_file);
        };
    }
    return step_of(m_bucket.put({m_prefix + upload.path,
                                 std::move(upload.bytes),
                                 std::move(upload.content_type),
                                 std::move(upload.cache_control),
                                 {}}));
}

Step BucketTarget::begin_remove(const std::string& path) { return step_of(m_bucket.remove(m_prefix + path)); }

}  // namespace cairn::publish

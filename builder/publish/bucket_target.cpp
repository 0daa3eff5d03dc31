#include "builder/publish/bucket_target.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "base/sha256.hpp"
#include "builder/publish/large_upload.hpp"

namespace cairn::publish {

namespace {

constexpr std::size_t k_objects_of_a_page = 1000;
constexpr std::size_t k_most_questions = 32;  // one round: they are asked at once, pages of a listing one by one

std::string prefix_of(std::string key) {
    if (!key.empty() && !key.ends_with('/')) key += '/';
    return key;
}

std::string common_prefix(const std::vector<std::string>& paths) {
    std::string_view common = paths.front();
    for (const std::string& path : paths)
        common = common.substr(0, static_cast<std::size_t>(std::ranges::mismatch(common, path).in1 - common.begin()));
    return std::string(common);
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

Answer<Standings> BucketTarget::list() { return list_below({}); }

Answer<Standings> BucketTarget::list_below(const std::string& prefix) {
    Standings found;
    const auto take = [&](std::vector<S3Object>&& objects) {
        for (S3Object& object : objects)
            found[object.key.substr(m_prefix.size())] = {object.size_bytes, std::move(object.etag),
                                                              object.modified_ns};
    };
    // Each Item is a folder of one object: a row costs fewer requests than folders would.
    const auto fault = list_objects(m_bucket, m_prefix + prefix, take);
    found.erase("");  // some programs make an object of a folder's own name
    if (fault) return *fault;
    return found;
}

Answer<Standings> BucketTarget::standings(const std::vector<std::string>& paths, std::size_t held) {
    if (paths.size() <= std::max(k_most_questions, held / k_objects_of_a_page)) return ask_for(paths);
    Answer<Standings> answer = list_below(common_prefix(paths));
    if (auto* found = std::get_if<Standings>(&answer)) {
        const std::set<std::string_view> wanted(paths.begin(), paths.end());
        std::erase_if(*found, [&](const auto& one) { return !wanted.contains(one.first); });
    }
    return answer;
}

Answer<Standings> BucketTarget::ask_for(const std::vector<std::string>& paths) {
    std::vector<S3Pending<ObjectStat>> under_way;
    for (const std::string& path : paths) under_way.push_back(m_bucket.head(m_prefix + path));
    Standings found;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        Answer<ObjectStat> answer = under_way[i].take();
        if (auto* stat = std::get_if<ObjectStat>(&answer)) {
            found[paths[i]] = {stat->size_bytes, std::move(stat->version), stat->modified_ns};
        } else if (auto& fault = std::get<StorageFault>(answer); fault.kind != StorageFault::Kind::missing) {
            return std::move(fault);
        }
    }
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
            return put_in_parts(m_bucket, {key, {}, upload.content_type, upload.cache_control}, upload.large_file);
        };
    }
    return step_of(m_bucket.put({m_prefix + upload.path, std::move(upload.bytes), std::move(upload.content_type),
                                 std::move(upload.cache_control)}));
}

Step BucketTarget::begin_remove(const std::string& path) { return step_of(m_bucket.remove(m_prefix + path)); }

}  // namespace cairn::publish

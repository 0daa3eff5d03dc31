#include "builder/publish/large_upload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <vector>

#include "base/storage/file_bytes.hpp"

namespace cairn::publish {

namespace {

using Kind = StorageFault::Kind;

constexpr std::uint64_t k_smallest_part = 16 << 20;
constexpr std::uint64_t k_most_parts = 10'000;  // of S3
constexpr std::size_t k_parts_at_once = 4;

StorageFault unreadable(const std::string& file, int error) {
    return {Kind::failed, fmt::format("{} cannot be read: {}", file, std::strerror(error))};
}

class PartedUpload {
  public:
    PartedUpload(S3Bucket& bucket, const std::string& key, std::string id)
        : m_bucket(bucket), m_key(key), m_id(std::move(id)) {}

    std::optional<StorageFault> put_parts(FileBytes& file) {
        const std::uint64_t size_bytes = file.size_bytes();
        const std::uint64_t part_bytes = std::max(k_smallest_part, size_bytes / k_most_parts + 1);
        for (std::uint64_t offset = 0; offset < size_bytes; offset += part_bytes) {
            if (m_under_way.size() == k_parts_at_once)
                if (auto fault = take_first()) return fault;
            const std::uint64_t size = std::min(part_bytes, size_bytes - offset);
            std::string bytes = file.read(offset, size);
            if (bytes.size() < size)
                return StorageFault{Kind::changed, "the file cannot be read, or became shorter while it was uploaded"};
            m_under_way.push_back(
                m_bucket.put_part(m_key, m_id, m_tags.size() + m_under_way.size() + 1, std::move(bytes)));
        }
        while (!m_under_way.empty())
            if (auto fault = take_first()) return fault;
        return std::nullopt;
    }

    const std::vector<std::string>& tags() const { return m_tags; }

  private:
    std::optional<StorageFault> take_first() {
        Answer<std::string> answer = m_under_way.front().take();
        m_under_way.pop_front();
        if (auto* fault = std::get_if<StorageFault>(&answer)) return std::move(*fault);
        m_tags.push_back(std::move(std::get<std::string>(answer)));
        return std::nullopt;
    }

    S3Bucket& m_bucket;
    const std::string& m_key;
    std::string m_id;
    std::deque<S3Pending<std::string>> m_under_way;
    std::vector<std::string> m_tags;  ///< ETags of the parts that are there, in their order
};

}  // namespace

std::optional<StorageFault> put_in_parts(S3Bucket& bucket, const S3Upload& upload, const std::string& file) {
    FileBytes source(file);
    if (source.error() != 0) return unreadable(file, source.error());
    const Answer<std::string> begun = bucket.begin_parts(upload).take();
    if (const auto* fault = std::get_if<StorageFault>(&begun)) return *fault;
    const auto& id = std::get<std::string>(begun);
    PartedUpload parts(bucket, upload.key, id);
    std::optional<StorageFault> fault = parts.put_parts(source);
    if (!fault) {
        const Answer<S3Done> ended = bucket.end_parts(upload.key, id, parts.tags()).take();
        if (const auto* failure = std::get_if<StorageFault>(&ended)) fault = *failure;
    }
    // What gives the parts up may fail as well: a rule of the bucket for unfinished uploads sees to that.
    if (fault) bucket.give_up_parts(upload.key, id).take();
    return fault;
}

}  // namespace cairn::publish

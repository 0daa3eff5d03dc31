// Objects below a prefix of a bucket, with the listing of S3.
#pragma once

#include <memory>
#include <string>

#include "base/storage/http/http_storage.hpp"
#include "base/storage/http/s3.hpp"
#include "base/storage/http/s3_bucket.hpp"

namespace cairn {

/// Reads are those of HttpStorage. Folders are what keys have in common up to a '/'. Requests, listings among them:
/// `in_flight` at once. Threads: safe.
class S3Storage final : public Storage {
  public:
    S3Storage(const S3Place& place, const HttpSettings& settings);
    /// `client`: one that asks with the credentials of the place; others may use it, too.
    S3Storage(const S3Place& place, std::shared_ptr<HttpClient> client);

    Answer<ObjectStat> stat(const std::string& key) override { return m_objects.stat(key); }
    std::unique_ptr<PendingRead> begin_read(const std::string& key, std::uint64_t max_bytes) override {
        return m_objects.begin_read(key, max_bytes);
    }
    Answer<std::vector<std::string>> read_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                 const std::string& version) override {
        return m_objects.read_ranges(key, ranges, version);
    }
    std::unique_ptr<PendingRanges> begin_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                const std::string& version) override {
        return m_objects.begin_ranges(key, ranges, version);
    }
    bool answers_ranges() const override { return m_objects.answers_ranges(); }
    /// A request for each 1,000 members.
    Answer<std::vector<FolderMember>> list(const std::string& folder) override;
    std::string place_of(const std::string& key) const override { return m_objects.place_of(key); }
    Traffic traffic() const override { return m_client->traffic(); }
    std::size_t reads_ahead() const override { return m_objects.reads_ahead(); }

  private:
    std::string m_prefix;  ///< of all keys in the bucket: empty, or with a final '/'
    std::shared_ptr<HttpClient> m_client;
    HttpStorage m_objects;
    S3Bucket m_bucket;
};

}  // namespace cairn

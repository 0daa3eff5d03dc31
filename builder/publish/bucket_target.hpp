// A prefix of a bucket.
#pragma once

#include <string>
#include <vector>

#include "base/storage/http/s3_bucket.hpp"
#include "builder/publish/target.hpp"

namespace cairn::publish {

class BucketTarget final : public Target {
  public:
    /// `url`: "s3://bucket/prefix", as the user wrote it.
    BucketTarget(std::string url, const S3Place& place, HttpSettings settings);

    std::string place() const override { return m_place; }
    Answer<std::string> read(const std::string& path, std::uint64_t max_bytes) override;
    Answer<Standings> list() override;
    Answer<Standings> standings(const std::vector<std::string>& paths, std::size_t held) override;
    Answer<bool> is_empty() override;
    bool is_same(const std::string& path, const Standing& standing, std::string_view bytes) override;
    Step begin_put(Upload upload) override;
    Step begin_remove(const std::string& path) override;
    void settle() override {}  // an answer of the server says so
    std::size_t steps_at_once() const override { return m_bucket.in_flight(); }
    Traffic traffic() const override { return m_bucket.traffic(); }

  private:
    Answer<Standings> list_below(const std::string& prefix);
    Answer<Standings> ask_for(const std::vector<std::string>& paths);

    std::string m_place;
    std::string m_prefix;  ///< empty, or with a final '/'
    S3Bucket m_bucket;
};

}  // namespace cairn::publish

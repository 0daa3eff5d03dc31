// A bucket of S3: listing, uploading, removing. Documents and data are read through HttpStorage.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/storage/http/client.hpp"
#include "base/storage/http/s3.hpp"
#include "base/storage/http/s3_answers.hpp"

namespace cairn {

/// An answer under way. Giving it up without taking it cancels it.
template <class T>
class S3Pending {
  public:
    using Reading = std::function<Answer<T>(HttpResponse&& response)>;
    S3Pending(std::unique_ptr<HttpExchange> exchange, Reading read)
        : m_exchange(std::move(exchange)), m_read(std::move(read)) {}
    /// Waits; once.
    Answer<T> take() {
        Answer<HttpResponse> answer = m_exchange->take();
        if (auto* fault = std::get_if<StorageFault>(&answer)) return std::move(*fault);
        return m_read(std::move(std::get<HttpResponse>(answer)));
    }

  private:
    std::unique_ptr<HttpExchange> m_exchange;
    Reading m_read;
};

struct S3Done {};  ///< it was done, and there is nothing to tell

struct S3ListRequest {
    std::string prefix = {};
    std::string delimiter = {};  ///< "/": one level, others as `prefixes`
    std::string token = {};      ///< `next_token` of the page before
    int largest_page = 1000;     ///< servers give 1,000 at most
};

struct S3Upload {
    std::string key;
    std::string bytes;
    std::string content_type = "application/octet-stream";
    std::string cache_control = {};  ///< empty: none is set
};

/// Keys are from the top of the bucket, as bytes. Requests are under way when a call returns, up to `in_flight`.
/// Threads: safe.
class S3Bucket {
  public:
    S3Bucket(const S3Place& place, HttpSettings settings);
    /// `client`: one that asks with the credentials of the place; others may use it, too.
    S3Bucket(const S3Place& place, std::shared_ptr<HttpClient> client);

    S3Pending<S3Page> list(const S3ListRequest& request);
    /// `too_large` when the object has more than `max_bytes`.
    S3Pending<std::string> get(const std::string& key, std::uint64_t max_bytes);
    S3Pending<ObjectStat> head(const std::string& key);
    /// In one piece: servers take 5 GiB at most. The text of the ETag.
    S3Pending<std::string> put(S3Upload upload);
    /// What is not there is no fault.
    S3Pending<S3Done> remove(const std::string& key);

    /// An upload in parts: its id; the ETag of a part (number from 1, of 5 MiB or more but for the last); the object is
    /// there when `end_parts` is answered, and never before.
    S3Pending<std::string> begin_parts(const S3Upload& upload);
    S3Pending<std::string> put_part(const std::string& key, const std::string& id, std::size_t number,
                                    std::string bytes);
    S3Pending<S3Done> end_parts(const std::string& key, const std::string& id, const std::vector<std::string>& etags);
    S3Pending<S3Done> give_up_parts(const std::string& key, const std::string& id);

    Traffic traffic() const { return m_client->traffic(); }
    std::size_t in_flight() const { return m_client->in_flight(); }

  private:
    std::string url_of(const std::string& key) const { return m_url + aws_encoded(key, Slash::stays); }

    std::string m_url;
    std::shared_ptr<HttpClient> m_client;
};

/// Hands over all objects below a prefix, 1,000 a request, one request after the other, which is the fewest. The fault
/// that ended it; nullopt: all were listed. What `take` throws ends it, too.
std::optional<StorageFault> list_objects(S3Bucket& bucket, const std::string& prefix,
                                         const std::function<void(std::vector<S3Object>&& objects)>& take);

}  // namespace cairn

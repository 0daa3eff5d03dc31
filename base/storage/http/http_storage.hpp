// Web servers.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "base/storage/http/client.hpp"
#include "base/storage/http/s3.hpp"
#include "base/storage/listed_folder.hpp"
#include "base/storage/storage.hpp"

namespace cairn {

/// Objects below an http or https URL. Reads that are begun are under way at once, up to `in_flight` of them. Versions
/// are ETags, else times of change. A server without ranges is read from the start of the object to the end of what is
/// needed.
class HttpStorage final : public Storage, public SendsToFolders {
  public:
    /// `url` is of a folder; it may have "user:password@", which no message and no place shows. Throws
    /// std::invalid_argument when it is not http or https, or has a query or a fragment.
    explicit HttpStorage(const std::string& url, HttpSettings settings = {});
    HttpStorage(const std::string& url, HttpSettings settings, HttpCredentials credentials);
    /// `client`: one that asks with the credentials of the URL's host; others may use it, too.
    HttpStorage(const std::string& url, std::shared_ptr<HttpClient> client);
    /// Objects below the key of a place of S3. `client`: one that asks with its credentials; others may use it, too.
    HttpStorage(const S3Place& place, std::shared_ptr<HttpClient> client);

    Answer<ObjectStat> stat(const std::string& key) override;
    std::unique_ptr<PendingRead> begin_read(const std::string& key, std::uint64_t max_bytes) override;
    Answer<std::vector<std::string>> read_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                 const std::string& version) override;
    std::unique_ptr<PendingRanges> begin_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                const std::string& version) override;
    bool answers_ranges() const override { return !m_ignores_ranges; }
    /// By the page that the server has for the folder (index_page.hpp).
    Answer<std::vector<FolderMember>> list(const std::string& folder) override;
    Answer<ListedFolder> list_where_it_is(const std::string& folder) override;
    std::string place_of(const std::string& key) const override;
    Traffic traffic() const override { return m_client->traffic(); }
    std::size_t reads_ahead() const override { return m_client->in_flight(); }

  private:
    class Spans;
    Answer<HttpResponse> ask(const std::string& key, HttpRequest::Method method, std::optional<ByteRange> range);
    std::optional<std::string> folder_at(const std::string& url) const;
    void note_ranges(const HttpResponse& response, const ByteRange& span);

    std::string m_root;                         ///< without credentials, with a final '/'
    bool m_is_s3;                               ///< whose keys are spelled as signatures know them
    std::atomic<bool> m_ignores_ranges{false};  ///< the server was seen to send more than it was asked for
    std::shared_ptr<HttpClient> m_client;
};

}  // namespace cairn

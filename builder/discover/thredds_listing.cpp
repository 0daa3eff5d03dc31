#include "builder/discover/thredds_listing.hpp"

#include <fmt/format.h>

#include <deque>
#include <memory>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/percent.hpp"
#include "base/url.hpp"
#include "builder/discover/thredds_catalog.hpp"

namespace cairn {

namespace {

constexpr std::uint64_t k_largest_catalog = 256 << 20;
constexpr std::size_t k_most_catalogs = 1'000'000;

/// "https://host:port", in one spelling.
std::string origin_of(const std::string& url) {
    const std::string normal = normal_url(url);
    return normal.substr(0, normal.size() - split_url(normal).path.size());
}

class Crawl {
  public:
    Crawl(std::string root, Storage& server)
        : m_prefix(percent_decode_leniently(root) + '/'), m_root(std::move(root)), m_server(server) {}

    std::vector<ListedObject> run(const std::string& url) {
        m_origin = origin_of(url);
        add(url);
        while (!m_under_way.empty() || !m_waiting.empty()) {
            while (!m_waiting.empty() && m_under_way.size() < m_server.reads_ahead()) begin_next();
            take_first();
        }
        if (!m_objects.empty()) return std::move(m_objects);
        throw std::runtime_error(fmt::format(
            "the catalog {} lists no file below {}: {}", url, m_root,
            m_elsewhere.empty()
                ? fmt::format("none of its {} datasets is served as a file (service HTTPServer)", m_unserved)
                : fmt::format("{} lies elsewhere; give the folder of the files as the root, and the catalog as its "
                              "`listing`",
                              m_elsewhere)));
    }

  private:
    struct UnderWay {
        std::string url;
        std::unique_ptr<PendingRead> read;
    };

    /// Catalogs of other servers have files of other servers.
    void add(const std::string& url) {
        if (origin_of(url) != m_origin || !m_known.insert(url).second) return;
        if (m_known.size() > k_most_catalogs)
            throw std::runtime_error(
                fmt::format("the catalogs of {} are more than {}: give one of them", m_origin, k_most_catalogs));
        m_waiting.push_back(url);
    }

    void begin_next() {
        std::string url = std::move(m_waiting.front());
        m_waiting.pop_front();
        const std::string path = percent_decode_leniently(split_url(url).path);
        std::unique_ptr<PendingRead> read = m_server.begin_read(path.substr(1), k_largest_catalog);
        m_under_way.push_back({std::move(url), std::move(read)});
    }

    void take_first() {
        const UnderWay first = std::move(m_under_way.front());
        m_under_way.pop_front();
        const Answer<std::string> answer = first.read->take();
        if (const auto* fault = std::get_if<StorageFault>(&answer)) fail(first.url, fault->message);
        const Outcome<ThreddsCatalog> catalog = parse_thredds_catalog(std::get<std::string>(answer), first.url);
        if (!catalog) fail(first.url, catalog.problem().message);
        for (const std::string& url : catalog->catalogs) add(url);
        for (const ThreddsFile& file : catalog->files) take(file);
        m_unserved += catalog->unserved;
    }

    void take(const ThreddsFile& file) {
        const std::string key = file.url.starts_with(m_prefix) ? file.url.substr(m_prefix.size()) : std::string();
        if (is_storage_key(key)) {
            m_objects.push_back({key, file.stat});
        } else if (m_elsewhere.empty()) {
            m_elsewhere = file.url;
        }
    }

    [[noreturn]] static void fail(const std::string& url, const std::string& why) {
        throw std::runtime_error(fmt::format(
            "the catalog {} cannot be read ({}): a run without it would lose what it lists; try again, or give a "
            "catalog below it",
            url, why));
    }

    std::string m_prefix;  ///< of the files, not encoded
    std::string m_root;
    Storage& m_server;
    std::string m_origin;
    std::set<std::string> m_known;  ///< catalogs that were met
    std::deque<std::string> m_waiting;
    std::deque<UnderWay> m_under_way;
    std::vector<ListedObject> m_objects;
    std::string m_elsewhere;  ///< the first file that is not below the root
    std::size_t m_unserved = 0;
};

}  // namespace

std::vector<ListedObject> read_thredds(const std::string& catalog_url, const std::string& root, Storage& server) {
    return Crawl(root, server).run(catalog_url);
}

}  // namespace cairn

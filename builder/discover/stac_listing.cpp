#include "builder/discover/stac_listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "base/amounts.hpp"
#include "base/percent.hpp"
#include "base/secrets.hpp"
#include "base/url.hpp"
#include "builder/discover/stac_document.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_documents = 10'000'000;

/// "https://host:port", in one spelling.
std::string origin_of(const std::string& url) {
    const std::string normal = normal_url(url);
    return scheme_of(normal) + "://" + std::string(split_url(normal).authority.value_or(""));
}

/// What several URLs have in common: a folder, without a final '/'.
class CommonFolder {
  public:
    void add(const std::string& url) {
        const std::string folder = url.substr(0, url.rfind('/') + 1);
        if (m_first.empty()) {
            m_first = url;
            m_folder = folder;
        }
        const auto same = static_cast<std::size_t>(std::ranges::mismatch(m_folder, folder).in1 - m_folder.begin());
        if (same < m_folder.size()) m_folder.resize(std::string_view(m_folder).substr(0, same).rfind('/') + 1);
        ++m_count;
    }
    std::size_t count() const { return m_count; }
    const std::string& first() const { return m_first; }
    /// Empty: they share no folder of a server.
    std::string folder() const {
        const bool is_on_one_server = split_url(m_folder).authority.value_or("").size() > 0;
        return is_on_one_server ? m_folder.substr(0, m_folder.size() - 1) : std::string();
    }

  private:
    std::string m_first;
    std::string m_folder;
    std::size_t m_count = 0;
};

class Crawl {
  public:
    Crawl(std::string root, const BeginDocument& begin, std::size_t at_once)
        : m_prefix(percent_decode_leniently(root) + '/'), m_root(std::move(root)), m_begin(begin), m_at_once(at_once) {}

    StacListing run(const std::string& url) {
        add({url, false}, url);
        while (!m_under_way.empty() || !m_waiting.empty()) {
            while (!m_waiting.empty() && m_under_way.size() < m_at_once) begin_next();
            take_first();
        }
        if (m_listing.objects.empty() && m_listing.stores.empty()) fail_without_files(url);
        note_left_out();
        return std::move(m_listing);
    }

  private:
    struct Place {
        std::string url;
        bool are_items_known = false;  ///< by pages: links to them lead to the same ones
    };
    struct UnderWay {
        Place place;
        std::unique_ptr<PendingRead> read;
    };

    void add(Place place, const std::string& from) {
        const bool may_be_read = scheme_of(from) == "file" || origin_of(place.url) == origin_of(from);
        if (!may_be_read) return m_elsewhere.add(place.url);
        if (split_url(place.url).query)
            fail(from, fmt::format("it goes on at {}, an answer of a service, where files are expected: save what a "
                                   "client finds there (pystac-client search --save FILE), and give the file as the "
                                   "`listing`",
                                   discreet(place.url)));
        if (!m_known.insert(place.url).second) return;
        if (m_known.size() > k_most_documents)
            throw std::runtime_error(fmt::format("the catalog leads to more than {} documents ({} is one of them): give "
                                                 "a Collection of it",
                                                 k_most_documents, discreet(place.url)));
        m_waiting.push_back(std::move(place));
    }

    void begin_next() {
        Place place = std::move(m_waiting.front());
        m_waiting.pop_front();
        std::unique_ptr<PendingRead> read = m_begin(place.url);
        m_under_way.push_back({std::move(place), std::move(read)});
    }

    void take_first() {
        const UnderWay first = std::move(m_under_way.front());
        m_under_way.pop_front();
        const std::string& url = first.place.url;
        const Answer<std::string> answer = first.read->take();
        if (const auto* fault = std::get_if<StorageFault>(&answer)) fail(url, fault->message);
        const Outcome<StacDocument> document = parse_stac_document(std::get<std::string>(answer), url);
        if (!document) fail(url, document.problem().message);
        for (const StacAsset& asset : document->assets) take(asset);
        const bool is_known = document->has_item_pages || (first.place.are_items_known && !document->is_collection);
        for (const std::string& list : document->lists) add({list, true}, url);
        for (const std::string& child : document->children) add({child, is_known}, url);
        if (is_known) return;
        for (const std::string& item : document->items) add({item, false}, url);
    }

    /// The first of its addresses that lies below the root; paths in those of servers are encoded.
    void take(const StacAsset& asset) {
        for (const std::string& url : asset.urls) {
            const std::string plain = split_url(url).query ? std::string() : percent_decode_leniently(url);
            const std::string key = plain.starts_with(m_prefix) ? plain.substr(m_prefix.size()) : std::string();
            if (!is_storage_key(key)) continue;
            if (asset.is_store) {
                m_listing.stores.push_back(key);
            } else {
                m_listing.objects.push_back({key, asset.stat});
            }
            return;
        }
        m_assets_elsewhere.add(asset.urls.front());
    }

    void note_left_out() {
        if (m_assets_elsewhere.count() > 0)
            m_listing.left_out.push_back(fmt::format(
                "{} of the catalog {} outside the archive's root, as {}: not looked at; where they are wanted, make "
                "their folder an archive, too, with the same `listing`",
                counted(m_assets_elsewhere.count(), "asset", "assets"), m_assets_elsewhere.count() == 1 ? "lies" : "lie",
                discreet(m_assets_elsewhere.first())));
        if (m_elsewhere.count() > 0)
            m_listing.left_out.push_back(
                fmt::format("{} of the catalog {} to another server, as {}: not followed; where it is wanted, give it "
                            "as the `listing` of an archive of its own",
                            counted(m_elsewhere.count(), "link", "links"), m_elsewhere.count() == 1 ? "leads" : "lead",
                            discreet(m_elsewhere.first())));
    }

    [[noreturn]] void fail_without_files(const std::string& url) const {
        const std::string folder = m_assets_elsewhere.folder();
        const std::string assets = counted(m_assets_elsewhere.count(), "asset", "assets");
        std::string why = "it has no assets that are data";
        if (!folder.empty()) {
            why = fmt::format("its {} below {}; give that as the `root`, and the catalog as the `listing`",
                              m_assets_elsewhere.count() == 1 ? assets + " lies" : assets + " lie", discreet(folder));
        } else if (m_assets_elsewhere.count() > 0) {
            why = fmt::format("its {} at several places, as {}; give the folder of those that are wanted as the `root`, "
                              "and the catalog as the `listing`",
                              m_assets_elsewhere.count() == 1 ? assets + " lies" : assets + " lie",
                              discreet(m_assets_elsewhere.first()));
        } else if (m_elsewhere.count() > 0) {
            why = fmt::format("it leads to other servers alone, as {}; give that as the `listing`",
                              discreet(m_elsewhere.first()));
        }
        throw std::runtime_error(
            fmt::format("the catalog {} lists no file below {}: {}", discreet(url), m_root, why));
    }

    [[noreturn]] static void fail(const std::string& url, const std::string& why) {
        throw std::runtime_error(fmt::format(
            "the document {} of the catalog cannot be read ({}): a run without it would lose what it lists; try again, or "
            "give a document below it",
            discreet(url), why));
    }

    std::string m_prefix;  ///< of the files, not encoded
    std::string m_root;
    const BeginDocument& m_begin;
    std::size_t m_at_once;
    std::set<std::string> m_known;  ///< documents that were met
    std::deque<Place> m_waiting;
    std::deque<UnderWay> m_under_way;
    StacListing m_listing;
    CommonFolder m_assets_elsewhere;
    CommonFolder m_elsewhere;  ///< documents
};

}  // namespace

StacListing read_stac(const std::string& url, const std::string& root, const BeginDocument& begin, std::size_t at_once) {
    return Crawl(root, begin, at_once).run(url);
}

}  // namespace cairn

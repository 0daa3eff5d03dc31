#include "validator/crawl.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_set>
#include <utility>

#include "base/interrupted.hpp"
#include "validator/relations.hpp"

namespace cairn::validate {

namespace {

class Crawl {
  public:
    Crawl(const TreeFiles& files, const ReadDocuments& read, const std::atomic<bool>& stop)
        : m_files(files), m_read(read), m_stop(stop) {}

    Crawled run(std::vector<std::string> listed) {
        take(m_read(std::move(listed), true));
        std::vector<Record>& records = m_result.records;
        std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) { return a.path < b.path; });
        m_sorted = records.size();
        const Resolver resolver(m_files, root_of(m_files, records), records);
        for (std::size_t done = 0;;) {
            for (; done < records.size(); ++done) follow_links(records[done], resolver);
            std::vector<std::string> fresh(m_fresh.begin(), m_fresh.end());
            m_fresh.clear();
            if (fresh.empty()) return std::move(m_result);
            take(m_read(std::move(fresh), false));
        }
    }

  private:
    void take(std::vector<Record> records) {
        std::erase_if(records, [&](const Record& record) {
            if (record.missing) m_linked.insert(record.path);
            return record.missing;
        });
        if (m_result.records.empty()) {  // a million that need not be moved
            m_result.records = std::move(records);
            return;
        }
        m_result.records.insert(m_result.records.end(), std::make_move_iterator(records.begin()),
                                std::make_move_iterator(records.end()));
    }

    bool is_known(const std::string& path) const {
        const auto end = m_result.records.begin() + static_cast<std::ptrdiff_t>(m_sorted);
        const auto found =
            std::lower_bound(m_result.records.begin(), end, path,
                             [](const Record& record, const std::string& wanted) { return record.path < wanted; });
        return (found != end && found->path == path) || m_linked.count(path) > 0;
    }

    void follow_links(const Record& record, const Resolver& resolver) {
        leave_when(m_stop);
        for (const Link& link : record.links) {
            if (!leads_to_document(link.rel)) continue;
            const Target target = resolver.resolve(record.path, link.href);
            if (target.where == Where::inside && !target.path.empty()) follow(target.path);
        }
        for (const PageEntry& page : record.contents().pages) {
            const Target target = resolver.resolve(record.path, page.href);
            if (target.where == Where::inside && !target.path.empty()) follow(target.path);
        }
    }

    void follow(const std::string& path) {
        leave_when(m_stop);
        if (is_known(path) || m_result.aliases.count(path) > 0) return;
        const std::optional<std::string> real = m_files.real_path(path);
        if (!real || !m_files.is_file(path)) return;
        if (*real != path) m_result.aliases.emplace(path, *real);
        if (is_known(*real)) return;
        if (m_sorted + m_linked.size() >= m_files.most_documents()) {
            ++m_result.left_unread;
            return;
        }
        m_linked.insert(*real);
        m_fresh.insert(*real);
    }

    const TreeFiles& m_files;
    const ReadDocuments& m_read;
    const std::atomic<bool>& m_stop;
    std::size_t m_sorted = 0;                  ///< how many records, the first ones, are in the order of their paths
    std::unordered_set<std::string> m_linked;  ///< what links led to, and what was listed and is missing
    std::set<std::string> m_fresh;             ///< of m_linked, those to be read next
    Crawled m_result;
};

}  // namespace

Crawled crawl(const TreeFiles& files, std::vector<std::string> listed, const ReadDocuments& read,
              const std::atomic<bool>& stop) {
    return Crawl(files, read, stop).run(std::move(listed));
}

}  // namespace cairn::validate

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
    Crawl(const TreeFiles& files, std::vector<std::string> listed, const ReadDocuments& read,
          const std::atomic<bool>& stop)
        : m_files(files), m_listed(std::move(listed)), m_read(read), m_stop(stop) {}

    Crawled run() {
        take(m_read(m_listed, true));
        std::sort(m_result.records.begin(), m_result.records.end(),
                  [](const Record& a, const Record& b) { return a.path < b.path; });
        const Resolver resolver(m_files, root_of(m_files, m_result.records), m_result.records);
        for (std::size_t done = 0;;) {
            for (; done < m_result.records.size(); ++done) follow_links(m_result.records[done], resolver);
            const std::vector<std::string> fresh(m_fresh.begin(), m_fresh.end());
            m_fresh.clear();
            if (fresh.empty()) return std::move(m_result);
            take(m_read(fresh, false));
        }
    }

  private:
    void take(std::vector<Record> records) {
        std::erase_if(records, [](const Record& record) { return record.missing; });
        if (m_result.records.empty()) {  // a million that need not be moved
            m_result.records = std::move(records);
            return;
        }
        m_result.records.insert(m_result.records.end(), std::make_move_iterator(records.begin()),
                                std::make_move_iterator(records.end()));
    }

    bool is_known(const std::string& path) const {
        return std::binary_search(m_listed.begin(), m_listed.end(), path) || m_linked.count(path) > 0;
    }

    void follow_links(const Record& record, const Resolver& resolver) {
        leave_when(m_stop);
        for (const Link& link : record.links) {
            if (!leads_to_document(link.rel)) continue;
            const Target target = resolver.resolve(record.path, link.href);
            if (target.where == Where::inside && !target.path.empty()) follow(target.path);
        }
        for (const PageEntry& page : record.pages) {
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
        if (m_listed.size() + m_linked.size() >= m_files.most_documents()) {
            ++m_result.left_unread;
            return;
        }
        m_linked.insert(*real);
        m_fresh.insert(*real);
    }

    const TreeFiles& m_files;
    const std::vector<std::string> m_listed;
    const ReadDocuments& m_read;
    const std::atomic<bool>& m_stop;
    std::unordered_set<std::string> m_linked;
    std::set<std::string> m_fresh;  ///< of m_linked, those to be read next
    Crawled m_result;
};

}  // namespace

Crawled crawl(const TreeFiles& files, std::vector<std::string> listed, const ReadDocuments& read,
              const std::atomic<bool>& stop) {
    return Crawl(files, std::move(listed), read, stop).run();
}

}  // namespace cairn::validate

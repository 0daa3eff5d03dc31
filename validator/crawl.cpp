#include "validator/crawl.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/interrupted.hpp"
#include "validator/relations.hpp"

namespace cairn::validate {

namespace {

/// What the places of records are known by: the paths that stand there.
struct PathOf {
    using is_transparent = void;
    const std::vector<Record>* records;

    std::string_view text(std::uint32_t place) const { return (*records)[place].path; }
    static std::string_view text(std::string_view path) { return path; }
    template <class T>
    std::size_t operator()(const T& key) const {
        return std::hash<std::string_view>()(text(key));
    }
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
        return text(a) == text(b);
    }
};

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
            if (m_fresh.empty()) return std::move(m_result);
            read_fresh();
        }
    }

  private:
    /// Some at a time, into memory that is taken once: a million records beside a copy of them were a third of it all.
    void read_fresh() {
        constexpr std::size_t k_batch = 4096;
        if (m_fresh.size() > m_result.records.size())  // else it grows as vectors do: pages may lead on one by one
            m_result.records.reserve(m_result.records.size() + m_fresh.size());
        std::set<std::string> fresh = std::exchange(m_fresh, {});
        while (!fresh.empty()) {
            std::vector<std::string> batch;
            while (!fresh.empty() && batch.size() < k_batch)
                batch.push_back(std::move(fresh.extract(fresh.begin()).value()));
            const std::size_t begin = m_result.records.size();
            take(m_read(std::move(batch), false));
            for (std::size_t i = begin; i < m_result.records.size(); ++i) m_later.insert(static_cast<std::uint32_t>(i));
        }
    }

    void take(std::vector<Record> records) {
        std::erase_if(records, [&](const Record& record) {
            if (record.missing) m_missing.insert(record.path);
            return record.missing;
        });
        if (m_result.records.empty() && m_result.records.capacity() == 0) {  // a million that need not be moved
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
        if (found != end && found->path == path) return true;
        return m_later.contains(std::string_view(path)) || m_fresh.contains(path) || m_missing.contains(path);
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
        if (m_result.records.size() + m_missing.size() + m_fresh.size() >= m_files.most_documents()) {
            ++m_result.left_unread;
            return;
        }
        m_fresh.insert(*real);
    }

    const TreeFiles& m_files;
    const ReadDocuments& m_read;
    const std::atomic<bool>& m_stop;
    Crawled m_result;
    std::size_t m_sorted = 0;  ///< how many records, the first ones, are in the order of their paths
    std::unordered_set<std::uint32_t, PathOf, PathOf> m_later{0, PathOf{&m_result.records},
                                                              PathOf{&m_result.records}};  ///< places of the others
    std::unordered_set<std::string> m_missing;
    std::set<std::string> m_fresh;  ///< what links led to, and is to be read next
};

}  // namespace

Crawled crawl(const TreeFiles& files, std::vector<std::string> listed, const ReadDocuments& read,
              const std::atomic<bool>& stop) {
    return Crawl(files, read, stop).run(std::move(listed));
}

}  // namespace cairn::validate

#include "builder/tree.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <set>
#include <tuple>
#include <vector>

#include "base/guard.hpp"
#include "base/json/write.hpp"
#include "builder/group/assemble.hpp"
#include "builder/group/summary.hpp"
#include "builder/stac/catalog.hpp"
#include "builder/stac/item.hpp"
#include "builder/stac/item_pages.hpp"
#include "builder/stac/layout.hpp"

namespace cairn {

namespace {

/// The runs of one collection: those that become items, and those that are the Collection's own: without any time,
/// which an Item must have, or stores that are their Collection.
struct CollectionRuns {
    std::vector<std::span<const Entry>> items;
    std::vector<std::span<const Entry>> own;
};

bool is_item(std::span<const Entry> run, const Config& config) {
    const CollectionRule& rule = config.collections[run.front().placement.collection_rule];
    const auto is_of_store = [](const Entry& entry) { return entry.granule.store || entry.referenced; };
    if (rule.stores.as_collection && std::all_of(run.begin(), run.end(), is_of_store)) return false;
    const auto dated = [](const Entry& entry) { return entry.granule.time.interval.has_value(); };
    return std::any_of(run.begin(), run.end(), dated) || rule.undated.interval.has_value();
}

std::vector<CollectionRuns> divide(std::span<const Entry> sorted, const Config& config) {
    std::vector<CollectionRuns> collections;
    const std::string* current = nullptr;
    for (const ItemRun& run : item_runs(sorted)) {
        const auto entries = sorted.subspan(run.begin, run.end - run.begin);
        const std::string& collection = entries.front().placement.collection;
        if (current == nullptr || *current != collection) collections.emplace_back();
        current = &collection;
        (is_item(entries, config) ? collections.back().items : collections.back().own).push_back(entries);
    }
    return collections;
}

/// What the sink throws passes the guards: it is not the fault of a document.
struct SinkFailed : BrokenEnvironment {
    explicit SinkFailed(std::exception_ptr why) : BrokenEnvironment("a document cannot be written"), cause(why) {}
    std::exception_ptr cause;
};

/// What is lost while many threads write. Threads: any number.
class Losses {
  public:
    explicit Losses(std::span<const Entry> sorted) : m_sorted(sorted) {}

    /// Does the work for these entries; what escapes from it costs them. `of`: what it makes, for the message.
    void guard(std::span<const Entry> entries, const std::string& of, const std::function<void()>& work) {
        const auto done = guarded(Stage::write, entries.front().source.path, [&]() -> Outcome<bool> {
            work();
            return true;
        });
        if (done) return;
        Problem problem = done.problem();
        problem.message = "the " + of + " could not be made of " + std::to_string(entries.size()) +
                          (entries.size() == 1 ? " file: " : " files: ") + problem.message;
        const auto begin = static_cast<std::size_t>(entries.data() - m_sorted.data());
        const std::lock_guard lock(m_mutex);
        m_lost.push_back({begin, begin + entries.size(), std::move(problem)});
    }

    bool any() const { return !m_lost.empty(); }
    std::vector<LostEntries> take() { return std::move(m_lost); }

  private:
    std::span<const Entry> m_sorted;
    std::mutex m_mutex;  ///< guards m_lost
    std::vector<LostEntries> m_lost;
};

/// Facets that every entry of the collection has with the same value. Facet sets are interned: neighbours mostly share
/// one.
Facets shared_facets(const CollectionRuns& runs) {
    std::optional<Facets> shared;
    const Facets* last = nullptr;
    const auto narrow = [&](std::span<const Entry> run) {
        for (const Entry& entry : run) {
            if (entry.placement.facets.get() == last) continue;
            last = entry.placement.facets.get();
            if (!shared.has_value()) shared = *last;
            std::erase_if(*shared, [&](const auto& facet) {
                const auto other = last->find(facet.first);
                return other == last->end() || other->second != facet.second;
            });
        }
    };
    for (const auto& run : runs.items) narrow(run);
    for (const auto& run : runs.own) narrow(run);
    return shared.value_or(Facets{});
}

const Entry& first_of(const CollectionRuns& runs) {
    return runs.items.empty() ? runs.own.front().front() : runs.items.front().front();
}

/// Writes the documents of one collection; what its own document needs is gathered on the way.
class CollectionWriter {
  public:
    CollectionWriter(const CollectionRuns& runs, const Context& context, const DocumentSink& sink,
                     const ParallelFor& parallel, Losses& losses)
        : m_runs(runs),
          m_context(context),
          m_sink(sink),
          m_parallel(parallel),
          m_losses(losses),
          m_summary(first_of(runs).placement.collection) {
        const Entry& first = first_of(runs);
        m_plan.rule = &context.config.collections[first.placement.collection_rule];
        m_plan.summary.id = first.placement.collection;
        m_plan.facets = shared_facets(runs);
        m_document = layout::collection(m_plan.summary.id);
        m_title = collection_title(m_plan);
        for (const auto& run : runs.items) {
            const std::string& id = run.front().placement.item;
            m_plan.items.push_back({id, id, layout::item(m_plan.summary.id, id)});
        }
    }

    CollectionPlan write() {
        const std::vector<Partition> partitions =
            partitions_of(m_plan.summary.id, m_plan.items, m_context.config.publish.partition_size);
        write_items(partitions);
        // Titles of items are known only now.
        m_plan.partitions = partitions_of(m_plan.summary.id, m_plan.items, m_context.config.publish.partition_size);
        add_own();
        for (std::size_t i = 0; i < m_plan.partitions.size(); ++i) {
            write_document(m_plan.partitions[i].document, partition_document(m_plan, i, m_context));
        }
        write_document(m_document, collection_document(m_plan, m_document, m_context));
        return std::move(m_plan);
    }

  private:
    void write_document(const std::string& path, const json::Value& document) const {
        m_sink(path, json::write(document, json::Style::indented) + '\n');
    }

    void write_items(const std::vector<Partition>& partitions) {
        if (m_runs.items.empty()) return;
        const std::size_t page_size = m_context.config.publish.item_page_size;
        ItemPages pages{m_document, m_title, {}, m_runs.items.size()};
        for (std::size_t begin = 0; begin < m_runs.items.size(); begin += page_size) {
            pages.paths.push_back(layout::item_page(m_plan.summary.id, pages.paths.size(), m_plan.items[begin].id));
        }
        m_plan.first_item_page = pages.paths.front();
        m_parallel(pages.paths.size(), [&](std::size_t page) {
            const std::size_t begin = page * page_size;
            const std::size_t end = std::min(begin + page_size, m_runs.items.size());
            std::vector<std::string> features(end - begin);
            m_parallel(end - begin,
                       [&](std::size_t i) { features[i] = guarded_item(begin + i, partitions, pages.paths[page]); });
            m_sink(pages.paths[page], item_page(pages, page, features, m_context));
        });
    }

    std::string guarded_item(std::size_t index, const std::vector<Partition>& partitions, const std::string& page) {
        std::string feature;
        m_losses.guard(m_runs.items[index], "Item " + m_plan.items[index].id,
                       [&] { feature = write_item(index, partitions, page); });
        return feature;
    }

    /// Writes one item and its asset list; returns the item as it reads in the page of items at `page`.
    std::string write_item(std::size_t index, const std::vector<Partition>& partitions, const std::string& page) {
        const auto run = m_runs.items[index];
        const CollectionRule& rule = m_context.config.collections[run.front().placement.collection_rule];
        const ItemPlan plan = plan_item(run, rule);
        m_plan.items[index].title = item_title(plan, rule);
        ItemPlace place{m_plan.items[index].document, m_document, m_title, m_document, m_title};
        if (!partitions.empty()) {
            const Partition& partition = partitions[index / m_context.config.publish.partition_size];
            place.parent = partition.document;
            place.parent_title = partition.title;
        }
        write_document(place.document, item_document(plan, rule, place, place.document, m_context));
        if (const auto list = asset_list_of(plan, rule, place, m_context.config.assets)) write_list(*list);
        summarise(plan);
        return json::write(item_document(plan, rule, place, page, m_context));
    }

    void write_list(const AssetList& list) const {
        const std::vector<AssetPage> pages = pages_of(list, m_context.config.assets.page_size);
        m_parallel(pages.size(), [&](std::size_t i) { m_sink(pages[i].path, asset_page(list, pages, i, m_context)); });
        m_sink(list.folder + '/' + std::string(layout::k_page_directory), page_directory(list, pages, m_context));
    }

    void summarise(const ItemPlan& plan) {
        const std::lock_guard lock(m_summary_mutex);
        m_summary.add(plan);
    }

    void add_own() {
        for (const auto& run : m_runs.own) {
            const CollectionRule& rule = m_context.config.collections[run.front().placement.collection_rule];
            const ItemPlan plan = plan_item(run, rule);
            summarise(plan);
            if (!plan.stores().empty()) {
                for (std::string& note : item_notes(plan)) m_plan.notes.push_back(plan.id + ": " + note);
            }
            for (const Entry& entry : run) {
                if (entry.granule.store) {
                    m_plan.stores.push_back(&entry);
                    continue;
                }
                m_plan.files.push_back(&entry);
                const std::string& item = entry.placement.item;
                m_plan.file_ids.push_back(
                    unique_id(run.size() == 1 ? item : item + '/' + entry.placement.asset, entry));
            }
        }
        m_plan.summary = m_summary.finish();
        if (const auto list = asset_list_of(m_plan, m_context.config.assets)) write_list(*list);
    }

    /// Ids of items and of their assets make one name here, and two pairs can make the same: then the path of the file,
    /// which no other has.
    std::string unique_id(const std::string& id, const Entry& entry) {
        std::string candidate = id;
        if (!m_file_ids.insert(candidate).second) {
            candidate = entry.is_only_referenced()
                            ? entry.href
                            : m_context.config.archives[entry.source.archive].name + ':' + entry.source.relative;
            while (!m_file_ids.insert(candidate).second) candidate += '+';
        }
        return candidate;
    }

    const CollectionRuns& m_runs;
    const Context& m_context;
    const DocumentSink& m_sink;
    const ParallelFor& m_parallel;
    Losses& m_losses;
    std::mutex m_summary_mutex;  ///< guards m_summary
    Summariser m_summary;        ///< the order of items does not matter to it
    std::set<std::string> m_file_ids;
    CollectionPlan m_plan;
    std::string m_document;
    std::string m_title;
};

}  // namespace

namespace {

/// The entries of one collection, which lie side by side.
std::span<const Entry> entries_of(const CollectionRuns& runs) {
    const Entry* begin = &first_of(runs);
    std::size_t count = 0;
    for (const auto* list : {&runs.items, &runs.own}) {
        for (const auto& run : *list) {
            begin = std::min(begin, run.data());
            count += run.size();
        }
    }
    return {begin, count};
}

void write_root(const std::vector<CollectionPlan>& collections, const Context& context, const DocumentSink& sink) {
    const Stage stage = Stage::write;
    const auto done = guarded(stage, std::string(layout::k_root_catalog), [&]() -> Outcome<bool> {
        sink(std::string(layout::k_root_catalog),
             json::write(root_catalog(collections, context), json::Style::indented) + '\n');
        sink(std::string(layout::k_collections_page), collections_page(collections, context));
        return true;
    });
    if (!done) throw BrokenEnvironment(done.problem().path + ": " + done.problem().message);
}

TreeCounts write_all(std::span<const Entry> sorted, const Context& context, const DocumentSink& sink,
                     const ParallelFor& parallel, Losses& losses) {
    const std::vector<CollectionRuns> runs = divide(sorted, context.config);
    std::vector<CollectionPlan> collections(runs.size());
    parallel(runs.size(), [&](std::size_t i) {
        const auto entries = entries_of(runs[i]);
        losses.guard(entries, "Collection " + entries.front().placement.collection,
                     [&] { collections[i] = CollectionWriter(runs[i], context, sink, parallel, losses).write(); });
    });
    TreeCounts counts{runs.size(), 0, sorted.size(), 0};
    for (const CollectionRuns& collection : runs) counts.items += collection.items.size();
    if (losses.any()) return counts;
    write_root(collections, context, sink);
    return counts;
}

}  // namespace

TreeCounts write_tree(std::span<const Entry> sorted, const Context& context, const DocumentSink& sink,
                      const ParallelFor& parallel, std::vector<LostEntries>& lost) {
    std::atomic<std::uint64_t> documents = 0;
    const DocumentSink counted = [&](const std::string& path, std::string_view bytes) {
        try {
            sink(path, bytes);
        } catch (...) {
            throw SinkFailed(std::current_exception());
        }
        ++documents;
    };
    Losses losses(sorted);
    try {
        TreeCounts counts = write_all(sorted, context, counted, parallel, losses);
        counts.documents = documents;
        lost = losses.take();
        return counts;
    } catch (const SinkFailed& failed) {
        std::rethrow_exception(failed.cause);
    }
}

std::vector<Problem> take_lost(std::vector<Entry>& entries, std::vector<LostEntries> lost) {
    std::sort(lost.begin(), lost.end(), [](const LostEntries& a, const LostEntries& b) {
        return std::tie(a.begin, b.end) < std::tie(b.begin, a.end);
    });
    std::vector<Problem> problems;
    std::vector<bool> is_lost(entries.size(), false);
    for (LostEntries& some : lost) {
        std::fill(is_lost.begin() + static_cast<std::ptrdiff_t>(some.begin),
                  is_lost.begin() + static_cast<std::ptrdiff_t>(some.end), true);
        problems.push_back(std::move(some.problem));
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (is_lost[i]) continue;
        if (kept != i) entries[kept] = std::move(entries[i]);
        ++kept;
    }
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(kept), entries.end());
    return problems;
}

}  // namespace cairn

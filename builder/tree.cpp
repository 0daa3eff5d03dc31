#include "builder/tree.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <tuple>
#include <vector>

#include "base/guard.hpp"
#include "base/json/write.hpp"
#include "builder/browse/page.hpp"
#include "builder/group/assemble.hpp"
#include "builder/group/collection_runs.hpp"
#include "builder/group/notes.hpp"
#include "builder/group/summary.hpp"
#include "builder/group/versions.hpp"
#include "builder/stac/catalog.hpp"
#include "builder/stac/item.hpp"
#include "builder/stac/item_assets.hpp"
#include "builder/stac/item_pages.hpp"
#include "builder/stac/layout.hpp"
#include "builder/stac/page_directory.hpp"
#include "builder/stac/texts.hpp"
#include "builder/tables/collection_tables.hpp"
#include "builder/write/path_names.hpp"

namespace cairn {

namespace {

/// What the sink throws passes the guards: it is not the fault of a document.
struct SinkFailed : BrokenEnvironment {
    explicit SinkFailed(std::exception_ptr why) : BrokenEnvironment("a document cannot be written"), cause(why) {}
    std::exception_ptr cause;
};

/// The path of the first entry, which stands for the run in messages.
std::string path_of(const EntryList& run) {
    std::string path;
    run.all(0, 1, [&](std::size_t, const Entry& first) {
        path = first.source.path;
        return true;
    });
    return path;
}

std::string item_of(const EntryList& run) {
    std::string item;
    run.all(0, 1, [&](std::size_t, const Entry& first) {
        item = first.placement.item;
        return true;
    });
    return item;
}

/// What is lost while many threads write. Threads: any number.
class Losses {
  public:
    /// Does the work for these entries; what escapes from it costs them. `path`: of the first. `of`: what it makes, for
    /// the message.
    void guard(const EntryList& entries, const std::string& path, const std::string& of,
               const std::function<void()>& work) {
        const auto done = guarded(Stage::write, path, [&]() -> Outcome<bool> {
            work();
            return true;
        });
        if (done) return;
        Problem problem = done.problem();
        problem.message = "the " + of + " could not be made of " + std::to_string(entries.size()) +
                          (entries.size() == 1 ? " file: " : " files: ") + problem.message;
        const std::lock_guard lock(m_mutex);
        m_lost.push_back({entries.begin(), entries.begin() + entries.size(), std::move(problem)});
    }

    bool any() const { return !m_lost.empty(); }
    std::vector<LostEntries> take() { return std::move(m_lost); }

  private:
    std::mutex m_mutex;  ///< guards m_lost
    std::vector<LostEntries> m_lost;
};

void write_indented(const std::string& path, const json::Value& document, const DocumentSink& sink) {
    sink(path, json::write(document, json::Style::indented) + '\n', &document);
}

void write_page(const std::string& path, const json::Value& page, const DocumentSink& sink) {
    sink(path, page_text(page), &page);
}

/// For files that are no JSON.
tables::FileSink file_sink(const DocumentSink& sink) {
    return [&sink](const std::string& path, std::string_view bytes) { sink(path, bytes, nullptr); };
}

void write_partitions(std::span<const Listed> entries, const Partitions& partitions, const PartitionOwner& owner,
                      const Context& context, const DocumentSink& sink) {
    for (std::size_t level = 0; level < partitions.size(); ++level) {
        for (std::size_t i = 0; i < partitions[level].size(); ++i) {
            write_indented(partitions[level][i].document,
                           partition_document(entries, partitions, level, i, owner, context), sink);
        }
    }
}

/// Writes the documents of one collection; what its own document needs is gathered on the way.
class CollectionWriter {
  public:
    /// `name`: of the folder of the collection.
    CollectionWriter(const CollectionRuns& runs, const std::string& name, const Context& context,
                     const DocumentSink& sink, const ParallelFor& parallel, Losses& losses)
        : m_runs(runs), m_context(context), m_sink(sink), m_parallel(parallel), m_losses(losses), m_summary(runs.id) {
        m_plan.rule = &context.config.collections[runs.rule];
        m_plan.summary.id = runs.id;
        m_plan.name = name;
        m_plan.document = m_document = layout::collection(name);
        m_title = fixed_title(*m_plan.rule, runs.id);
        if (context.config.publish.parquet) m_tables.emplace(runs.id, name);
        std::vector<std::string> ids(runs.items.size());
        parallel(ids.size(), [&](std::size_t i) { ids[i] = item_of(runs.entries_of(runs.items[i])); });
        std::vector<std::string> names = path_names(ids);
        m_plan.items.reserve(ids.size());
        for (std::size_t i = 0; i < ids.size(); ++i) {
            std::string document = layout::item(name, names[i]);
            m_plan.items.push_back({ids[i], std::move(ids[i]), std::move(names[i]), std::move(document)});
        }
        m_versions = version_places(runs, context.config);
    }

    WrittenCollection write() {
        write_items();
        add_own();
        // Titles of items are known only now.
        const PartitionOwner owner = partition_owner_of(m_plan);
        m_plan.partitions = partitions_of(m_plan.items, owner, {m_context.config.publish.partition_size});
        write_partitions(m_plan.items, m_plan.partitions, owner, m_context, m_sink);
        if (m_tables) add_own_to_tables();
        const json::Value document = collection_document(m_plan, m_document, m_context);
        write_document(m_document, document);
        if (m_tables) m_tables->write(document, file_sink(m_sink));
        browse::write_landing_page(document, m_document, m_plan.name, m_context, file_sink(m_sink));
        return written_collection(m_plan, m_context);
    }

  private:
    void add_own_to_tables() {
        if (!m_plan.own.files.empty() || !m_plan.own.stores.empty())
            m_tables->add_collection(collection_document(m_plan, m_document, m_context));
        m_plan.tables = m_tables->assets();
    }

    void write_document(const std::string& path, const json::Value& document) const {
        write_indented(path, document, m_sink);
    }

    void write_items() {
        if (m_runs.items.empty()) return;
        const PageLength length{m_context.config.publish.item_page_size};
        const ItemPages pages{m_document, m_title, item_pages_of(m_plan.items, m_plan.name, m_title, length)};
        m_plan.first_item_page = pages.pages.front().path;
        m_parallel(pages.pages.size(), [&](std::size_t index) {
            const Page& page = pages.pages[index];
            std::vector<json::Value> features(page.end - page.begin);
            m_parallel(features.size(), [&](std::size_t i) { features[i] = guarded_item(page.begin + i, page.path); });
            write_page(page.path, item_page(pages, index, std::move(features), m_context), m_sink);
        });
    }

    json::Value guarded_item(std::size_t index, const std::string& page) {
        const EntryList run = m_runs.entries_of(m_runs.items[index]);
        // What the Item may hold inline is read once, a longer list again and again, a few at a time.
        const bool is_short = run.is_in_memory() || run.size() <= m_context.config.assets.inline_max;
        const std::vector<Entry> near =
            run.is_in_memory() || !is_short ? std::vector<Entry>() : run.read(0, run.size());
        const EntryList entries = near.empty() ? run : EntryList(near);
        json::Value feature;
        m_losses.guard(run, path_of(entries), "Item " + m_plan.items[index].id,
                       [&] { feature = write_item(index, entries, page); });
        return feature;
    }

    /// Writes one item and its asset list; returns the item as it reads in the page of items at `page`.
    json::Value write_item(std::size_t index, const EntryList& run, const std::string& page) {
        const CollectionRule& rule = m_context.config.collections[rule_of(run)];
        const ItemPlan plan = plan_item(run, rule, m_context.config.assets.inline_max);
        m_plan.items[index].title = item_title(plan, rule);
        const ItemPlace place{m_plan.items[index].document, m_document, m_title, versions_of(index)};
        const json::Value document = item_document(plan, rule, place, place.document, m_context);
        write_document(place.document, document);
        json::Value feature = item_document(plan, rule, place, page, m_context);
        tables::SharedOwner owner;
        if (m_tables) owner = m_tables->add_item(static_cast<std::uint32_t>(index), feature);
        if (const auto list = asset_list_of(plan, rule, place, m_context.config.assets)) write_list(*list, &owner);
        summarise(plan, &document);
        return feature;
    }

    ItemVersions versions_of(std::size_t index) const {
        if (m_versions.empty()) return {};
        const VersionPlace& place = m_versions[index];
        const auto other = [&](const std::optional<std::size_t>& at) -> std::optional<OtherVersion> {
            if (!at) return std::nullopt;
            return OtherVersion{m_plan.items[*at].document, m_versions[*at].version};
        };
        return {place.version, other(place.predecessor), other(place.successor), other(place.latest)};
    }

    /// `owner`: of the assets, as the tables know it; not looked at where there are none.
    void write_list(const AssetList& list, const tables::SharedOwner* owner) {
        const std::vector<Page> pages = pages_of(list, {m_context.config.assets.page_size});
        std::vector<PageCoverage> coverages(pages.size());
        m_parallel(pages.size(), [&](std::size_t i) {
            const std::string& path = pages[i].path;
            const FeatureTaker take = [&](std::size_t index, const json::Value& feature) {
                m_tables->add_listed(*owner, index, feature, path);
            };
            AssetPage page = asset_page(list, pages, i, m_context, m_tables ? take : FeatureTaker());
            coverages[i] = std::move(page.coverage);
            write_page(path, page.document, m_sink);
        });
        for (const DirectoryDocument& part : page_directory(list, pages, coverages, {k_most_pages_listed}, m_context)) {
            write_document(part.path, part.value);
        }
    }

    /// `document`: of an Item; nullptr for what is the Collection's own.
    void summarise(const ItemPlan& plan, const json::Value* document) {
        const std::lock_guard lock(m_summary_mutex);
        m_summary.add(plan);
        if (document != nullptr) m_item_assets.add(*document);
    }

    void add_own() {
        Notes notes;
        m_plan.own = own_of(m_runs, m_context.config, [&](const ItemPlan& plan) {
            summarise(plan, nullptr);
            if (plan.stores.empty()) return;
            for (const std::string& note : item_notes(plan)) notes.add(plan.id + ": " + note);
        });
        m_plan.notes = std::move(notes).take();
        m_plan.summary = m_summary.finish();
        m_plan.item_assets = m_item_assets.definitions();
        if (const auto list = asset_list_of(m_plan, m_context.config.assets))
            write_list(*list, m_tables ? &m_tables->own() : nullptr);
    }

    const CollectionRuns& m_runs;
    const Context& m_context;
    const DocumentSink& m_sink;
    const ParallelFor& m_parallel;
    Losses& m_losses;
    std::mutex m_summary_mutex;  ///< guards m_summary and m_item_assets
    Summariser m_summary;        ///< the order of items does not matter to it, nor to m_item_assets
    ItemAssets m_item_assets;
    std::optional<tables::CollectionTables> m_tables;  ///< when they are wanted
    CollectionPlan m_plan;
    std::vector<VersionPlace> m_versions;  ///< of each item; none where there are no versions
    std::string m_document;
    std::string m_title;
};

std::vector<WrittenCollection> write_wanted(std::span<const CollectionRuns> runs, const Context& context,
                                            const std::function<bool(std::size_t)>& is_wanted, const DocumentSink& sink,
                                            const ParallelFor& parallel, Losses& losses) {
    std::vector<std::string> ids;
    for (const CollectionRuns& collection : runs) ids.push_back(collection.id);
    const std::vector<std::string> names = path_names(ids);
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (is_wanted(i)) wanted.push_back(i);
    }
    std::vector<WrittenCollection> written(wanted.size());
    parallel(wanted.size(), [&](std::size_t at) {
        const std::size_t i = wanted[at];
        losses.guard(runs[i].entries, path_of(runs[i].entries), "Collection " + ids[i], [&] {
            written[at] = CollectionWriter(runs[i], names[i], context, sink, parallel, losses).write();
        });
    });
    return written;
}

/// What the sink throws comes out of `work` as it is.
void with_sink(const DocumentSink& sink, const std::function<void(const DocumentSink&)>& work) {
    const DocumentSink passing = [&](const std::string& path, std::string_view bytes, const json::Value* value) {
        try {
            sink(path, bytes, value);
        } catch (...) {
            throw SinkFailed(std::current_exception());
        }
    };
    try {
        work(passing);
    } catch (const SinkFailed& failed) {
        std::rethrow_exception(failed.cause);
    }
}

}  // namespace

std::vector<WrittenCollection> write_collections(std::span<const CollectionRuns> collections, const Context& context,
                                                 const std::function<bool(std::size_t)>& is_wanted,
                                                 const DocumentSink& sink, const ParallelFor& parallel,
                                                 std::vector<LostEntries>& lost) {
    std::vector<WrittenCollection> written;
    with_sink(sink, [&](const DocumentSink& passing) {
        Losses losses;
        written = write_wanted(collections, context, is_wanted, passing, parallel, losses);
        if (losses.any()) written.clear();
        lost = losses.take();
    });
    return written;
}

void write_root(std::span<const WrittenCollection> collections, const Context& context, const DocumentSink& to) {
    with_sink(to, [&](const DocumentSink& sink) {
        const auto done = guarded(Stage::write, std::string(layout::k_root_catalog), [&]() -> Outcome<bool> {
            const Root root = root_of(collections, context.config);
            tables::CollectionsTable table;
            for (std::size_t i = 0; i < root.pages.size(); ++i) {
                const json::Value page = collections_page(root, i, context);
                for (const json::Value& collection : page["collections"].GetArray()) {
                    if (context.config.publish.parquet) table.add(collection);
                }
                write_page(root.pages[i].path, page, sink);
            }
            if (context.config.publish.parquet) table.write(std::string(layout::k_collections_table), file_sink(sink));
            write_partitions(root.collections, root.partitions, root.owner, context, sink);
            const json::Value catalog = root_catalog(root, context);
            browse::write_page(root, catalog, context, file_sink(sink));
            write_indented(std::string(layout::k_root_catalog), catalog, sink);
            return true;
        });
        if (!done) throw BrokenEnvironment(done.problem().path + ": " + done.problem().message);
    });
}

TreeCounts counts_of(std::span<const CollectionRuns> collections) {
    TreeCounts counts;
    counts.collections = collections.size();
    for (const CollectionRuns& collection : collections) {
        counts.items += collection.items.size();
        counts.assets += collection.entries.size();
    }
    return counts;
}

TreeCounts write_tree(const SortedEntries& sorted, const Context& context, const DocumentSink& sink,
                      const ParallelFor& parallel, std::vector<LostEntries>& lost) {
    std::atomic<std::uint64_t> documents = 0;
    const DocumentSink counted = [&](const std::string& path, std::string_view bytes, const json::Value* value) {
        sink(path, bytes, value);
        if (path.ends_with(".json")) ++documents;  // the page in the browser is none
    };
    const auto all = [](std::size_t) { return true; };
    const std::vector<CollectionRuns> collections = divide_by_collection(sorted.entries, sorted.runs, context.config);
    const std::vector<WrittenCollection> written =
        write_collections(collections, context, all, counted, parallel, lost);
    TreeCounts counts = counts_of(collections);
    if (lost.empty()) write_root(written, context, counted);
    counts.documents = documents;
    return counts;
}

std::vector<Problem> mark_lost(std::vector<LostEntries> lost, std::vector<bool>& marked) {
    std::sort(lost.begin(), lost.end(), [](const LostEntries& a, const LostEntries& b) {
        return std::tie(a.begin, b.end) < std::tie(b.begin, a.end);
    });
    std::vector<Problem> problems;
    for (LostEntries& some : lost) {
        std::fill(marked.begin() + static_cast<std::ptrdiff_t>(some.begin),
                  marked.begin() + static_cast<std::ptrdiff_t>(some.end), true);
        problems.push_back(std::move(some.problem));
    }
    return problems;
}

}  // namespace cairn

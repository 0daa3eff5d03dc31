// A Parquet table of a Collection that is searched. Whatever it is, it is answered from or refused; what answers comes
// in order.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "search/links.hpp"
#include "search/table_scan.hpp"
#include "tests/support/memory_storage.hpp"

namespace {

using namespace cairn;
using namespace cairn::search;

Query asked(Wanted wanted, const char* where) {
    QueryTexts texts;
    texts.type = wanted == Wanted::items ? "items" : "assets";
    texts.datetime = "1960/2030";
    texts.bbox = "170,-80,-170.5,80";
    if (wanted == Wanted::assets) texts.roles = {"data,metadata"};
    texts.variables = {"tas,pr,air_temperature"};
    texts.where = where;
    auto query = query_of(texts);
    return std::get<Query>(std::move(query));
}

void ask(const std::string& table, const Query& query, Detail detail) {
    test::MemoryStorage storage({{"t.parquet", table}});
    const Links links(storage);
    const std::string collection = "c";
    const Index::Render render = [](const Match& match) {
        return std::string(json::member_text(match.document, "href"));
    };
    TableScan scan(storage, links, query, collection, detail, render);
    const Subject subject = query.wanted == Wanted::items ? Subject::items : Subject::assets;
    try {
        const auto narrowed = scan.run({{"t.parquet", std::nullopt, std::nullopt}}, subject, {100'000});
        if (!narrowed || !narrowed->answers) return;
        const auto& answers = *narrowed->answers;
        const bool is_sorted = std::is_sorted(answers.begin(), answers.end(),
                                              [](const auto& a, const auto& b) { return a.position < b.position; });
        if (!is_sorted) std::abort();
    } catch (const TableFault&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Query k_assets = asked(Wanted::assets, "model in (m1, m2) or level > 1 or title like '%a%'");
    static const Query k_all = [] {
        QueryTexts texts;
        return std::get<Query>(query_of(texts));
    }();
    static const Query k_items = asked(Wanted::items, "model is not null and not level < 3");
    const std::string table(reinterpret_cast<const char*>(data), size);
    ask(table, k_assets, Detail::row);
    ask(table, k_all, Detail::row);
    ask(table, k_all, Detail::document);
    ask(table, k_items, Detail::document);
    return 0;
}

#include <catch2/catch.hpp>

#include <map>

#include "base/json/parse.hpp"
#include "base/parquet/file.hpp"
#include "builder/probe/references/parquet_records.hpp"
#include "builder/virtual/kerchunk_json.hpp"
#include "builder/virtual/kerchunk_parquet.hpp"
#include "builder/virtual/series.hpp"
#include "tests/unit/virtual/made_manifest.hpp"

using namespace cairn;
using namespace cairn::virtualize;

namespace {

class HeldBytes final : public PositionedBytes {
  public:
    explicit HeldBytes(std::string bytes) : m_bytes(std::move(bytes)) {}
    std::uint64_t size_bytes() const override { return m_bytes.size(); }
    std::size_t read(std::uint64_t offset, std::span<std::byte> into) override {
        const std::size_t count = offset < m_bytes.size() ? std::min(into.size(), m_bytes.size() - offset) : 0;
        std::copy_n(reinterpret_cast<const std::byte*>(m_bytes.data()) + offset, count, into.begin());
        return count;
    }

  private:
    std::string m_bytes;
};

VirtualStore store_of_days() {
    Series series({});
    test::MadeFile file;
    REQUIRE(series.add("a.nc", "https://x/a.nc", test::manifest_of(file)).empty());
    file.times = {2, 3};
    file.first_offset = 5000;
    REQUIRE(series.add("b.nc", "https://x/b.nc", test::manifest_of(file)).empty());
    std::vector<Refusal> refusals;
    auto store = series.finish(refusals);
    REQUIRE(store);
    return *std::move(store);
}

json::Value references_of(const VirtualStore& store) {
    std::string text;
    write_kerchunk_json(store, [&](std::string_view bytes) { text += bytes; });
    auto parsed = json::parse(text);
    REQUIRE(std::holds_alternative<json::Value>(parsed));
    return json::clone(*json::find(std::get<json::Value>(parsed), "refs"));
}

}  // namespace

TEST_CASE("JSON has the documents of the store and one reference a chunk", "[virtual]") {
    const json::Value refs = references_of(store_of_days());
    CHECK(json::view(*json::find(refs, "t/.zarray")) ==
          R"({"chunks":[1,2],"compressor":{"id":"zlib","level":4},"dtype":"<i2","fill_value":-1,"filters":null,)"
          R"("order":"C","shape":[4,3],"zarr_format":2})");
    CHECK(json::view(*json::find(refs, "t/.zattrs")) == R"({"scale_factor":0.5,"_ARRAY_DIMENSIONS":["time","x"]})");
    const json::Value* third_day = json::find(refs, "t/2.1");
    REQUIRE(third_day != nullptr);
    CHECK(json::view((*third_day)[0]) == "https://x/b.nc");
    CHECK((*third_day)[1].GetUint64() == 5010);
    CHECK((*third_day)[2].GetUint64() == 10);
    CHECK(json::find(refs, "t/4.0") == nullptr);
    CHECK(json::view(*json::find(refs, "x/0")).starts_with("base64:"));
}

TEST_CASE("Parquet has the same references, in files of record_size", "[virtual]") {
    std::map<std::string, std::string> files;
    const VirtualStore store = store_of_days();
    write_kerchunk_parquet(store, 3, [&](const std::string& name, std::string_view bytes) { files[name] = bytes; });
    REQUIRE(files.count(".zmetadata") == 1);
    CHECK(files[".zmetadata"].find("\"record_size\":3") != std::string::npos);
    REQUIRE(files.count("t/refs.2.parq") == 1);
    CHECK(files.count("t/refs.3.parq") == 0);
    HeldBytes bytes(files["t/refs.1.parq"]);
    auto file = parquet::File::open(bytes);
    REQUIRE(file);
    const auto columns = references::record_columns(*file);
    REQUIRE(columns);
    const auto records = references::read_records(*file, *columns, 0);
    REQUIRE(records);
    REQUIRE(records->rows == 3);
    CHECK(records->url(0) == "https://x/a.nc");  // chunk 3, day 1
    CHECK(records->offset.numbers[0] == 1030);
    CHECK(records->url(1) == "https://x/b.nc");
    CHECK(records->offset.numbers[1] == 5000);
}

TEST_CASE("A night's file changes the metadata and the last file of each array alone", "[virtual]") {
    const auto files_of = [](unsigned count) {
        Series series({});
        for (unsigned i = 0; i < count; ++i) {
            test::MadeFile file;
            file.times = {2.0 * i, 2.0 * i + 1};
            REQUIRE(series.add("f" + std::to_string(i), "u" + std::to_string(i), test::manifest_of(file)).empty());
        }
        std::vector<Refusal> refusals;
        const auto store = series.finish(refusals);
        std::map<std::string, std::string> files;
        write_kerchunk_parquet(*store, 5, [&](const std::string& name, std::string_view bytes) { files[name] = bytes; });
        return files;
    };
    const auto before = files_of(4);  // 16 references
    const auto after = files_of(5);
    for (const char* same : {"t/refs.0.parq", "t/refs.1.parq", "t/refs.2.parq", "x/refs.0.parq"})
        CHECK(before.at(same) == after.at(same));
    CHECK(before.at("t/refs.3.parq") != after.at("t/refs.3.parq"));
}

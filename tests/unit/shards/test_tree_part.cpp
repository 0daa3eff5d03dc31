// Parts of a tree: what is written is read again, whole or not at all.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "builder/shards/tree_part.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using test::TempFolder;

namespace {

const TreePartHeader k_header{"0123456789abcdef", "the archive /a", 42, 2, 3};

std::string part_with(const std::string& folder, const std::map<std::string, std::string>& documents) {
    const std::string path = folder + '/' + tree_part_name(2, 3);
    TreePartWriter writer(path, k_header);
    for (const auto& [name, bytes] : documents) writer.add(name, bytes);
    writer.finish({{"c", "C", "c", "collections/c/collection.json", R"({"id":"c"})"}, {"d", "", "d", "x", "{}"}});
    return path;
}

std::map<std::string, std::string> documents_of(const TreePartFile& file) {
    std::map<std::string, std::string> documents;
    for (std::size_t i = 0; i < file.batches(); ++i)
        file.documents(i, [&](const std::string& path, std::string_view bytes) { documents.emplace(path, bytes); });
    return documents;
}

}  // namespace

TEST_CASE("a part has the documents and Collections that were written into it") {
    const TempFolder folder;
    std::map<std::string, std::string> documents{{"a.json", "{}"}, {"empty", ""}, {"nul", std::string("\0\n", 2)}};
    for (int i = 0; i < 5; ++i) documents["large-" + std::to_string(i)] = std::string(3U << 20, static_cast<char>('a' + i));
    const TreePartFile file(part_with(folder.path(), documents));
    CHECK(file.header() == k_header);
    CHECK(file.batches() > 1);
    CHECK(documents_of(file) == documents);
    const auto collections = file.collections();
    REQUIRE(collections.size() == 2);
    CHECK(collections[0].on_page == R"({"id":"c"})");
    CHECK(collections[1].id == "d");
}

TEST_CASE("a part without a document has Collections all the same") {
    const TempFolder folder;
    const TreePartFile file(part_with(folder.path(), {}));
    CHECK(documents_of(file).empty());
    CHECK(file.collections().size() == 2);
}

TEST_CASE("a part that is cut is none, and changed bytes are noticed when they are read") {
    const TempFolder folder;
    const std::string path = part_with(folder.path(), {{"a.json", "the bytes of a document"}});
    const auto size = std::filesystem::file_size(path);
    std::string bytes(size, '\0');
    std::ifstream(path, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(size));
    for (std::uintmax_t cut = 0; cut < size; ++cut) {
        std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(cut));
        CHECK_THROWS_AS(TreePartFile{path}, FramesDamaged);
    }
    for (std::size_t at = 0; at < size; ++at) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        std::ofstream(path, std::ios::binary) << changed;
        const auto read_all = [&] {
            const TreePartFile file(path);
            documents_of(file);
            file.collections();
        };
        CHECK_THROWS_AS(read_all(), FramesDamaged);
    }
}

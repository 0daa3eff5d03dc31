// What is known of documents stands for the documents: a validation finds the same with it as without it.
#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "builder/kept/fresh_records.hpp"
#include "builder/kept/known_records.hpp"
#include "builder/kept/record_codec.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/json/parsed.hpp"
#include "tests/unit/validator/named_files.hpp"
#include "tests/unit/validator/sample_tree.hpp"
#include "validator/record_source.hpp"
#include "validator/report/writers.hpp"
#include "validator/sources/folder_files.hpp"

using namespace cairn;

namespace {

constexpr std::uint64_t k_program = 17;

/// A folder with a tree, and the digests of its documents.
struct Published {
    explicit Published(const test::SampleTree& tree) {
        tree.write(folder.path());
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
            if (!entry.is_regular_file()) continue;
            const std::string path = std::filesystem::relative(entry.path(), folder.path()).generic_string();
            documents.add(path, digest_of(text_at(path)));
            paths.push_back(path);
        }
        std::sort(paths.begin(), paths.end());
    }

    std::string text_at(const std::string& path) const {
        std::ostringstream text;
        text << std::ifstream(folder / path, std::ios::binary).rdbuf();
        return text.str();
    }

    std::string validate(validate::RecordSource* source) const {
        const std::atomic<bool> stop = false;
        const test::NamedFiles named(paths);
        const auto files = validate::FolderFiles::coming(folder.path(), folder.path(), named);
        return to_json(validate::validate(files, {}, serial(), stop, source));
    }

    test::TempFolder folder;
    Manifest documents;
    std::vector<std::string> paths;
};

/// Counts what it has to make.
class Counting : public validate::RecordSource {
  public:
    explicit Counting(validate::RecordSource& known) : m_known(known) {}
    std::vector<validate::Record> records(std::vector<std::string> paths, const Make& make, const Take& take,
                                          const ParallelFor& parallel) override {
        const auto counted = [&](const std::string& path) {
            made.push_back(path);
            return make(path);
        };
        return m_known.records(std::move(paths), counted, take, parallel);
    }

    std::vector<std::string> made;

  private:
    validate::RecordSource& m_known;
};

std::string after(const std::string& kept, const Published& tree, std::vector<std::string>* made = nullptr,
                  std::uint64_t program = k_program) {
    KnownRecords known(kept, program, tree.documents);
    Counting counting(known);
    CHECK(tree.validate(&counting) == tree.validate(nullptr));
    if (made != nullptr) *made = counting.made;
    return known.take();
}

}  // namespace

TEST_CASE("documents that did not change are not read again, and the findings are the same") {
    const Published tree{test::SampleTree()};
    std::vector<std::string> made;
    const std::string kept = after("", tree, &made);
    CHECK(made == tree.paths);
    CHECK(after(kept, tree, &made) == kept);
    CHECK(made.empty());
    after(kept, tree, &made, k_program + 1);
    CHECK(made == tree.paths);
}

TEST_CASE("documents that were judged as they were made are not read, and the findings and what is kept are the same") {
    const std::atomic<bool> stop = false;
    for (const char* links : {"[]", R"([{"rel": "child", "href": "./nowhere.json"}, {"rel": 3}])"}) {
        test::SampleTree sample;
        sample.set("catalog.json", "/links", links);
        const Published tree(sample);
        const std::string kept = after("", tree);
        const validate::Judge judge{validate::Options()};
        for (const std::size_t most : {std::size_t{0}, std::size_t{2}, FreshRecords::k_most}) {
            FreshRecords fresh(judge, most);
            for (std::size_t i = 0; i < tree.paths.size(); ++i) {
                const std::string text = tree.text_at(tree.paths[i]);
                const json::Value value = test::parsed(text);
                fresh.see(tree.paths[i], text, i % 2 == 0 ? &value : nullptr, stop);
            }
            KnownRecords known("", k_program, tree.documents);
            fresh.set_others(known);
            Counting counting(fresh);
            CHECK(tree.validate(&counting) == tree.validate(nullptr));
            CHECK(counting.made.size() == tree.paths.size() - std::min(most, tree.paths.size()));
            CHECK(known.take() == kept);
        }
    }
}

TEST_CASE("a document that changed is judged again, and so is what its neighbours say of it") {
    const std::string kept = after("", Published{test::SampleTree()});
    const Published first{test::SampleTree()};
    std::vector<std::string> made;
    for (const std::string& path : first.paths) {
        for (const char* value : {R"("other")", "null", "[1]", R"({"a": 1})"}) {
            for (const char* member : {"/id", "/links", "/type", "/numberMatched", "/extent", "/features", "/pages"}) {
                test::SampleTree changed;
                changed.set(path, member, value);
                const Published tree(changed);
                const std::string then = after(kept, tree, &made);
                CHECK(made == std::vector<std::string>{path});
                after(then, first);
            }
        }
        test::SampleTree without;
        without.remove_document(path);
        after(kept, Published(without), &made);
        CHECK(made.empty());
    }
}

TEST_CASE("documents with errors are judged each time, those with warnings are known") {
    test::SampleTree tree;
    tree.set("catalog.json", "/stac_extensions", R"(["https://example.org/unknown/v1.0.0/schema.json"])");
    tree.set("catalog.json", "/type", R"("Catalog")");
    const Published warned(tree);
    std::vector<std::string> made;
    const std::string kept = after("", warned);
    after(kept, warned, &made);
    CHECK(made.empty());
    tree.set("catalog.json", "/id", "7");
    const Published wrong(tree);
    const std::string then = after(kept, wrong, &made);
    after(then, wrong, &made);
    CHECK(made == std::vector<std::string>{"catalog.json"});
}

TEST_CASE("damaged bytes of a record are refused or read as something else, and harm nothing") {
    const Published tree{test::SampleTree()};
    struct Keep : validate::RecordSource {
        std::vector<validate::Record> records(std::vector<std::string> paths, const Make& make, const Take& take,
                                              const ParallelFor&) override {
            std::vector<validate::Record> all;
            for (const std::string& path : paths) {
                all.push_back(make(path));
                encoded[path] = encode(all.back());
                take(all.back());
            }
            return all;
        }
        std::map<std::string, std::string> encoded;
    } source;
    tree.validate(&source);
    std::mt19937 random(3);
    for (const auto& [path, bytes] : source.encoded) {
        const auto same = decode_record(bytes, path);
        REQUIRE(same);
        CHECK(encode(*same) == bytes);
        for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(decode_record(bytes.substr(0, size), path));
        for (int round = 0; round < 300; ++round) {
            std::string damaged = bytes;
            damaged[random() % damaged.size()] = static_cast<char>(random());
            (void)decode_record(damaged, path);
        }
    }
}

#include "builder/interpret/description/description_cache.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <stdexcept>

#include "builder/interpret/description/description.hpp"
#include "datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

Dataset dataset_with(std::vector<Attribute> attributes) {
    DatasetBuilder builder;
    for (Attribute& attribute : attributes) builder.global(std::move(attribute));
    return builder.dataset();
}

/// Reads as a build does, and counts how often that costs.
struct CountingReader {
    std::shared_ptr<const Description> read(std::vector<Attribute> attributes) {
        const Dataset dataset = dataset_with(std::move(attributes));
        const AttributeTexts texts = texts_for_description(dataset);
        return cache.find_or(texts, [&] {
            ++made;
            return read_description(texts);
        });
    }

    DescriptionCache cache;
    int made = 0;
};

Description of(const std::shared_ptr<const Description>& description) {
    return description ? *description : Description{};
}

Attribute any_attribute(std::mt19937& random) {
    const auto one_of = [&](const std::vector<std::string>& list) { return list[random() % list.size()]; };
    Attribute attribute =
        text(one_of({"title", "Title", "TITLE", "summary", "comment", "keywords", "license", "institution",
                     "references", "source_id", "id", "creator", "publisher_url", "history", "creation_date"}),
             one_of({"", "none", "a", "ab", "Sea ice of 1999, and more of it", "cc-by-4.0", "10.1000/abc",
                     "https://example.org/x", "https://doi.org/10.1000/x&amp;y",
                     "Smith et al. (2019), a text; Doe (2001), another text"}));
    auto& texts = std::get<std::vector<std::string>>(attribute.values);
    while (random() % 4 == 0) texts.push_back(one_of({"", "a", "b", "ice"}));
    if (random() % 10 == 0) attribute.type = Type::json;
    return attribute;
}

}  // namespace

TEST_CASE("files that differ in dates and histories alone are read once") {
    CountingReader reader;
    const auto first = reader.read({text("title", "Sea ice"), text("history", "made"), text("creation_date", "2001")});
    for (int i = 0; i < 100; ++i) {
        const auto other = reader.read({text("tracking_id", std::to_string(i)), text("id", "file " + std::to_string(i)),
                                        text("title", "Sea ice"), text("history", std::to_string(i)),
                                        text("creation_date", std::to_string(2002 + i))});
        CHECK(other == first);
    }
    CHECK(reader.made == 1);
}

TEST_CASE("what no file shares is read again") {
    CountingReader reader;
    reader.read({text("title", "Sea ice")});
    reader.read({text("title", "Sea salt")});
    CHECK(reader.made == 2);
}

TEST_CASE("a description from the cache is the one of the file, for any attributes") {
    std::mt19937 random(20);
    CountingReader reader;
    for (int i = 0; i < 20'000; ++i) {
        std::vector<Attribute> attributes;
        for (std::size_t count = random() % 4; count > 0; --count) attributes.push_back(any_attribute(random));
        REQUIRE(of(reader.read(attributes)) == of(read_description(dataset_with(attributes))));
    }
    CHECK(reader.made < 20'000);
}

TEST_CASE("an id counts where it is a DOI") {
    CountingReader reader;
    CHECK(of(reader.read({text("id", "10.1000/abc")})).doi == "10.1000/abc");
    CHECK(of(reader.read({text("id", "&#49;0.1000/def")})).doi == "10.1000/def");
    CHECK(reader.read({text("id", "file_1")}) == nullptr);
}

TEST_CASE("a full cache and a text longer than it do no harm") {
    CountingReader reader;
    const std::string monster(5U << 20, 'x');
    for (const int round : {0, 1}) {
        for (int i = 0; i < 5000; ++i)
            REQUIRE(of(reader.read({text("title", "Number " + std::to_string(i))})).title ==
                    "Number " + std::to_string(i));
        CHECK_FALSE(of(reader.read({text("comment", monster + std::to_string(round))})).summary.empty());
    }
}

TEST_CASE("a description cannot depend on an attribute that is not among its names") {
    const Dataset dataset = dataset_with({text("history", "made")});
    CHECK_THROWS_AS(texts_for_description(dataset).one("history"), std::logic_error);
}

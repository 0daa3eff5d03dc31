#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "builder/probe/protocol.hpp"

using namespace cairn;

namespace {

/// Same numbers on every machine: the distributions of the standard library are not.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : m_engine(seed) {}
    std::uint64_t below(std::uint64_t bound) { return m_engine() % bound; }
    std::uint64_t any() { return m_engine(); }
    std::string text() {
        std::string result(below(12), '\0');
        for (char& c : result) c = static_cast<char>(below(256));
        return result;
    }
    template <class T>
    std::vector<T> numbers() {
        std::vector<T> result(below(6));
        for (T& number : result) number = static_cast<T>(any());
        return result;
    }

  private:
    std::mt19937_64 m_engine;
};

Values random_values(Dice& dice) {
    switch (dice.below(5)) {
        case 0:
            return {};
        case 1:
            return dice.numbers<double>();
        case 2:
            return dice.numbers<std::int64_t>();
        case 3:
            return dice.numbers<std::uint64_t>();
        default: {
            std::vector<std::string> texts(dice.below(4));
            for (std::string& text : texts) text = dice.text();
            return texts;
        }
    }
}

std::vector<Attribute> random_attributes(Dice& dice) {
    std::vector<Attribute> attributes;
    for (std::uint64_t i = dice.below(4); i > 0; --i) {
        attributes.push_back({dice.text(), static_cast<Type>(dice.below(13)), random_values(dice)});
    }
    return attributes;
}

Group random_group(Dice& dice, std::uint32_t index) {
    Group group;
    group.path = dice.text();
    group.parent = index == 0 ? 0 : static_cast<std::uint32_t>(dice.below(index));
    for (std::uint64_t i = dice.below(4) + 1; i > 0; --i)
        group.dimensions.push_back({dice.text(), dice.any(), dice.below(2) == 1});
    for (std::uint64_t i = dice.below(4); i > 0; --i) {
        Variable variable{
            dice.text(), static_cast<Type>(dice.below(13)), {}, random_attributes(dice), random_values(dice),
            dice.text()};
        variable.ends = random_values(dice);
        for (std::uint64_t j = dice.below(3); j > 0; --j) {
            variable.dimensions.push_back({static_cast<std::uint32_t>(dice.below(index + 1)), 0});
        }
        group.variables.push_back(std::move(variable));
    }
    group.attributes = random_attributes(dice);
    return group;
}

Dataset random_dataset(Dice& dice) {
    Dataset dataset{dice.text(), dice.text(), {}};
    const auto groups = static_cast<std::uint32_t>(dice.below(4) + 1);
    for (std::uint32_t i = 0; i < groups; ++i) dataset.groups.push_back(random_group(dice, i));
    return dataset;
}

Dataset small_dataset() {
    Dataset dataset{"r", "f", {}};
    dataset.groups.push_back(
        {"/", 0, {{"x", 2, false}}, {{"x", Type::float64, {{0, 0}}, {}, std::vector<double>{1, 2}, {}}}, {}});
    return dataset;
}

}  // namespace

TEST_CASE("a dataset survives the wire, whatever is in it") {
    Dice dice(20240229);
    for (int i = 0; i < 500; ++i) {
        const std::string bytes = encode(random_dataset(dice));
        const auto decoded = decode_dataset(bytes);
        REQUIRE(decoded);
        CHECK(encode(*decoded) == bytes);  // the encoding holds every field and is injective
    }
}

TEST_CASE("the fields of a dataset arrive where they belong") {
    const auto decoded = decode_dataset(encode(small_dataset()));
    REQUIRE(decoded);
    CHECK(decoded->reader == "r");
    CHECK(decoded->format == "f");
    const Group& group = decoded->groups.at(0);
    CHECK(group.dimensions.at(0).size == 2);
    CHECK(group.variables.at(0).type == Type::float64);
    CHECK(std::get<std::vector<double>>(group.variables.at(0).values) == std::vector<double>{1, 2});
}

TEST_CASE("numbers that are not finite survive the wire") {
    Dataset dataset = small_dataset();
    const double infinity = std::numeric_limits<double>::infinity();
    dataset.groups[0].variables[0].values = std::vector<double>{std::nan(""), -infinity, -0.0};
    const auto decoded = decode_dataset(encode(dataset));
    REQUIRE(decoded);
    const auto& values = std::get<std::vector<double>>(decoded->groups[0].variables[0].values);
    CHECK(std::isnan(values[0]));
    CHECK(values[1] == -infinity);
    CHECK(std::signbit(values[2]));
}

TEST_CASE("a dataset that refers to what is not there is refused") {
    Dataset dataset = small_dataset();
    SECTION("a dimension") { dataset.groups[0].variables[0].dimensions[0].index = 1; }
    SECTION("the group of a dimension") { dataset.groups[0].variables[0].dimensions[0].group = 1; }
    SECTION("no group at all") { dataset.groups.clear(); }
    SECTION("a root with a parent") { dataset.groups[0].parent = 1; }
    SECTION("a group that is its own parent") { dataset.groups.push_back({"/a", 1, {}, {}, {}}); }
    CHECK_FALSE(decode_dataset(encode(dataset)));
}

TEST_CASE("a dataset that is cut off or goes on is refused") {
    const std::string bytes = encode(small_dataset());
    for (std::size_t length = 0; length < bytes.size(); ++length) CHECK_FALSE(decode_dataset(bytes.substr(0, length)));
    CHECK_FALSE(decode_dataset(bytes + '\0'));
}

TEST_CASE("damaged bytes are a dataset or nothing, and never more memory than a small multiple of them") {
    Dice dice(7);
    for (int i = 0; i < 3000; ++i) {
        std::string bytes = encode(random_dataset(dice));
        for (std::uint64_t flips = dice.below(4) + 1; flips > 0; --flips) {
            bytes[dice.below(bytes.size())] = static_cast<char>(dice.below(2) == 0 ? 0xFF : dice.below(256));
        }
        if (const auto decoded = decode_dataset(bytes)) CHECK(encode(*decoded) == bytes);
        (void)decode_problem(bytes);
        (void)decode_request(bytes);
    }
}

TEST_CASE("problems and requests survive the wire") {
    const Problem problem{Stage::write, "a/b", "path", "message\n", Severity::warning, 17};
    const auto decoded = decode_problem(encode(problem));
    REQUIRE(decoded);
    CHECK(decoded->stage == Stage::write);
    CHECK(decoded->severity == Severity::warning);
    CHECK(decoded->offset == std::optional<std::uint64_t>(17));
    CHECK(encode(*decoded) == encode(problem));

    const ReadRequest request{"/a/\xFF.nc", {123}, 9, 456};
    const auto asked = decode_request(encode(request));
    REQUIRE(asked);
    CHECK(asked->path == request.path);
    CHECK(asked->limits.coordinate_bytes == 123);
    CHECK(encode(*asked) == encode(request));
}

TEST_CASE("a frame's header is exactly that of this version") {
    const std::string good = encode_frame_header({FrameKind::problem, 77});
    const auto header = decode_frame_header(good);
    REQUIRE(header);
    CHECK(header->kind == FrameKind::problem);
    CHECK(header->length == 77);
    for (const std::size_t at : {0U, 3U, 4U, 5U, 6U, 7U}) {
        std::string bad = good;
        bad[at] = 'z';
        INFO("byte " << at);
        CHECK_FALSE(decode_frame_header(bad));
    }
    CHECK_FALSE(decode_frame_header(good.substr(1)));
}

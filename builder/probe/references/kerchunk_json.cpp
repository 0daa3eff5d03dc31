#include "builder/probe/references/kerchunk_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/json/fault.hpp"
#include "base/json/parse.hpp"
#include "base/json/parser_codes.hpp"
#include "builder/probe/references/json_events.hpp"
#include "builder/probe/references/json_stream.hpp"
#include "builder/probe/zarr/reports.hpp"

#include <rapidjson/reader.h>

namespace cairn::references {

namespace {

// Iterative: nesting must not use up the stack. Encodings are checked where texts are used, not here: that would cost a
// quarter of the time.
constexpr unsigned k_flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNanAndInfFlag;

/// A byte offset as line and column, and the text around it.
struct Surroundings {
    json::Position position;
    std::string text;
    std::size_t within = 0;  ///< the offset, in `text`
};

/// By one more pass: only broken texts cost it.
Surroundings surroundings_of(PositionedBytes& file, std::size_t offset) {
    constexpr std::size_t k_shown = 128;  // bytes on each side, more than a word
    const std::unique_ptr<Feed> feed = make_feed(file);
    std::string block(JsonStream::k_block, '\0');
    Surroundings around;
    json::Position& position = around.position;
    while (position.offset < offset) {
        const std::size_t got = feed->read(std::span(block).first(std::min(block.size(), offset - position.offset)));
        if (got == 0) break;
        for (std::size_t i = 0; i < got; ++i) {
            const bool ends_line = block[i] == '\n';
            position.line += ends_line ? 1 : 0;
            position.column = ends_line ? 1 : position.column + 1;
        }
        position.offset += got;
        around.text.append(block, 0, got);
        around.text.erase(0, around.text.size() - std::min(around.text.size(), k_shown));
    }
    around.within = around.text.size();
    around.text.append(block, 0, feed->read(std::span(block).first(k_shown)));
    return around;
}

/// Why the reading stopped, where that is no matter of spelling; else empty.
std::string why_stopped(const JsonStream& stream, const JsonEvents& events, const Feed& feed) {
    if (!feed.failure().empty()) return feed.failure();
    if (stream.has_too_long_token())
        return fmt::format("a text or number is longer than {} bytes", JsonStream::k_longest_token);
    if (events.is_no_object()) return "the text is no object";
    return events.is_too_deep() ? "nested too deeply" : std::string();
}

struct Broken {
    std::size_t offset = 0;
    json::Expectation expectation;
    std::string why;  ///< empty: the text around says it
};

Problem problem_of(PositionedBytes& file, const Broken& broken, std::string_view consequence) {
    const Surroundings around = surroundings_of(file, broken.offset);
    json::Position position = around.position;
    std::string why = broken.why;
    if (why.empty()) {
        json::Fault fault = json::fault_at(around.text, around.within, broken.expectation);
        position.offset -= around.within - fault.offset;
        position.column -= around.within - fault.offset;
        why = std::move(fault.message);
    }
    Problem problem = zarr::problem_at("probe/bad-json", "",
                                       fmt::format("found broken JSON in line {}, column {}: {}; {}", position.line,
                                                   position.column, why, consequence));
    problem.offset = position.offset;
    return problem;
}

}  // namespace

bool is_metadata_key(std::string_view key) {
    constexpr std::array<std::string_view, 5> k_names{".zarray", ".zattrs", ".zgroup", ".zmetadata", "zarr.json"};
    if (key.empty() ||
        (key.back() != 'y' && key.back() != 's' && key.back() != 'p' && key.back() != 'a' && key.back() != 'n'))
        return false;
    const std::string_view last = key.substr(key.rfind('/') + 1);  // npos + 1 == 0
    return std::find(k_names.begin(), k_names.end(), last) != k_names.end();
}

Outcome<JsonHeader> read_json(PositionedBytes& file, Sink& sink) {
    JsonHeader header;
    const std::unique_ptr<Feed> feed = make_feed(file);
    JsonStream stream(*feed);
    JsonEvents events(stream, sink, header);
    rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, rapidjson::CrtAllocator> reader;
    const rapidjson::ParseResult result = reader.Parse<k_flags>(stream, events);
    if (result.IsError() || !stream.is_at_end()) {
        const Broken broken{
            result.IsError() ? result.Offset() : stream.Tell(),
            json::expectation_of(result.IsError() ? result.Code() : rapidjson::kParseErrorDocumentRootNotSingular),
            why_stopped(stream, events, *feed)};
        if (!events.has_all_references())
            return problem_of(file, broken,
                              "the references are left out, since some are missing; write the file again");
        header.problems.push_back(
            problem_of(file, broken, "the references end before that and are read, what follows is not"));
    } else if (!events.has_references()) {
        return zarr::problem_at("probe/bad-references", "",
                                "found no references, neither in \"refs\" nor in the object itself");
    }
    if (events.version() > 1) {
        header.problems.push_back(zarr::problem_at(
            "probe/bad-references", "",
            fmt::format("found version {}, expected 0 or 1; it is read as version 1", events.version()),
            Severity::warning));
    }
    return header;
}

void Expanding::take_target(std::string_view key, const Target& target) {
    if (target.url.find("{{") == std::string_view::npos) return m_next.take_target(key, target);
    if (m_last_url != target.url) {
        m_last = m_templates.expand(target.url);
        m_last_url = target.url;
    }
    if (!m_last.why_not.empty())
        return m_next.take_unusable(key, fmt::format("its URL cannot be made: {}", m_last.why_not));
    Target expanded = target;
    expanded.url = m_last.text;
    m_next.take_target(key, expanded);
}

}  // namespace cairn::references

#include "json/parse.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>

namespace cairn::json {

namespace {

using Document = rapidjson::GenericDocument<rapidjson::UTF8<>, rapidjson::CrtAllocator>;

// Iterative: the recursive parser ends the program on 2 million '['. Full precision: an extent must round-trip.
constexpr unsigned k_flags =
    rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag;

/// Forwards the events to the document and stops at the depth limit.
class DepthLimited {
  public:
    DepthLimited(Document& document, std::size_t limit) : m_document(document), m_limit(limit) {}

    bool Null() { return m_document.Null(); }
    bool Bool(bool value) { return m_document.Bool(value); }
    bool Int(int value) { return m_document.Int(value); }
    bool Uint(unsigned value) { return m_document.Uint(value); }
    bool Int64(std::int64_t value) { return m_document.Int64(value); }
    bool Uint64(std::uint64_t value) { return m_document.Uint64(value); }
    bool Double(double value) { return m_document.Double(value); }
    bool RawNumber(const char* text, rapidjson::SizeType size, bool copy) {
        return m_document.RawNumber(text, size, copy);
    }
    bool String(const char* text, rapidjson::SizeType size, bool copy) { return m_document.String(text, size, copy); }
    bool Key(const char* text, rapidjson::SizeType size, bool copy) { return m_document.Key(text, size, copy); }
    bool StartObject() { return descend() && m_document.StartObject(); }
    bool StartArray() { return descend() && m_document.StartArray(); }
    bool EndObject(rapidjson::SizeType count) { return ascend(), m_document.EndObject(count); }
    bool EndArray(rapidjson::SizeType count) { return ascend(), m_document.EndArray(count); }

  private:
    bool descend() { return ++m_depth <= m_limit; }
    void ascend() { --m_depth; }

    Document& m_document;
    std::size_t m_limit;
    std::size_t m_depth = 0;
};

/// Runs the reader into a document: the call that GenericDocument::Populate wants.
struct Generator {
    std::string_view text;
    ParseLimits limits;
    rapidjson::ParseResult result;

    bool operator()(Document& document) {
        rapidjson::MemoryStream stream(text.data(), text.size());
        rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, rapidjson::CrtAllocator> reader;
        DepthLimited handler(document, limits.depth);
        result = limits.not_a_number ? reader.Parse<k_flags | rapidjson::kParseNanAndInfFlag>(stream, handler)
                                     : reader.Parse<k_flags>(stream, handler);
        // RapidJSON takes a NUL byte for the end of the text.
        if (!result.IsError() && stream.Tell() < text.size()) {
            result.Set(rapidjson::kParseErrorDocumentRootNotSingular, stream.Tell());
        }
        return !result.IsError();
    }
};

}  // namespace

Position position_of(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const std::size_t newline = before.rfind('\n');
    return {before.size(), static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
            newline == std::string_view::npos ? before.size() + 1 : before.size() - newline};
}

std::variant<Value, ParseError> parse(std::string_view text, ParseLimits limits) {
    constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";
    const std::size_t skipped = text.substr(0, 3) == k_byte_order_mark ? 3 : 0;
    Generator generator{text.substr(skipped), limits, {}};
    Document document;
    document.Populate(generator);
    if (generator.result.IsError()) {
        const bool too_deep = generator.result.Code() == rapidjson::kParseErrorTermination;
        return ParseError{position_of(text, skipped + generator.result.Offset()),
                          too_deep ? "nested deeper than " + std::to_string(limits.depth) + " levels"
                                   : rapidjson::GetParseError_En(generator.result.Code())};
    }
    Value value;
    value.Swap(document);
    return value;
}

}  // namespace cairn::json

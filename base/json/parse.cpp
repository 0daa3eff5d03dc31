#include "base/json/parse.hpp"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stream.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <system_error>

#include "base/json/fault.hpp"
#include "base/json/parser_codes.hpp"

namespace cairn::json {

namespace {

using Document = rapidjson::GenericDocument<rapidjson::UTF8<>, rapidjson::CrtAllocator>;

// Iterative: the recursive parser ends the program on 2 million '['. Numbers as text: an extent must round-trip, and
// what RapidJSON does for that (its full precision) counts the leading zeros of zero, which is undefined.
constexpr unsigned k_flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;

/// Up to this size a text is parsed in a copy, in place: it is not gathered character by character, the document takes
/// its copy of it from there. Beyond, memory counts more than time: the text is read where it is.
constexpr std::size_t k_largest_copy = 16U << 20;

/// The double nearest to a JSON number; nullopt when it is beyond all doubles.
std::optional<double> nearest_double(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc()) return value;
    // Out of range is also what is too small; that is where the exponent is negative, or there is no digit before the
    // point.
    const std::size_t exponent = text.find_first_of("eE");
    const bool is_small = exponent != std::string_view::npos ? text.substr(exponent + 1).starts_with('-')
                                                             : text.find_first_not_of("-0.") > text.find('.');
    return is_small ? std::optional(text.starts_with('-') ? -0.0 : 0.0) : std::nullopt;
}

template <class Integer>
std::optional<Integer> whole(std::string_view text) {
    Integer value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

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
    bool RawNumber(const char* text, rapidjson::SizeType size, bool) { return number({text, size}); }
    bool String(const char* text, rapidjson::SizeType size, bool) { return m_document.String(text, size, true); }
    bool Key(const char* text, rapidjson::SizeType size, bool) { return m_document.Key(text, size, true); }
    bool StartObject() { return descend() && m_document.StartObject(); }
    bool StartArray() { return descend() && m_document.StartArray(); }
    bool EndObject(rapidjson::SizeType count) { return ascend(), m_document.EndObject(count); }
    bool EndArray(rapidjson::SizeType count) { return ascend(), m_document.EndArray(count); }

    bool has_number_beyond_doubles() const { return m_beyond_doubles; }

  private:
    bool number(std::string_view text) {
        if (const auto integer = whole<std::int64_t>(text)) return m_document.Int64(*integer);
        if (const auto integer = whole<std::uint64_t>(text)) return m_document.Uint64(*integer);
        if (text == "NaN") return m_document.Double(std::numeric_limits<double>::quiet_NaN());
        if (text.ends_with("Inf") || text.ends_with("Infinity"))
            return m_document.Double(text.front() == '-' ? -HUGE_VAL : HUGE_VAL);
        const auto value = nearest_double(text);
        m_beyond_doubles = !value.has_value();
        return value && m_document.Double(*value);
    }

    bool descend() { return ++m_depth <= m_limit; }
    void ascend() { --m_depth; }

    Document& m_document;
    std::size_t m_limit;
    std::size_t m_depth = 0;
    bool m_beyond_doubles = false;
};

constexpr std::size_t k_longest_character = 4;  ///< of UTF-8, in bytes

bool is_ascii(std::string_view text) {
    unsigned char bits = 0;
    for (const char c : text) bits = static_cast<unsigned char>(bits | static_cast<unsigned char>(c));
    return bits < 0x80;
}

template <unsigned more_flags, class Stream>
rapidjson::ParseResult run(Stream& stream, DepthLimited& handler) {
    rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, rapidjson::CrtAllocator> reader;
    return reader.Parse<k_flags | more_flags>(stream, handler);
}

/// Runs the reader into a document: the call that GenericDocument::Populate wants.
struct Generator {
    std::string_view text;
    ParseLimits limits;
    rapidjson::ParseResult result;

    bool operator()(Document& document) {
        if (text.size() <= k_largest_copy) {
            // RapidJSON reads all bytes of a character at once, also behind the NUL where the text ends within it.
            std::string copy;
            copy.reserve(text.size() + k_longest_character);
            copy.append(text).append(k_longest_character, '\0');
            rapidjson::InsituStringStream stream(copy.data());
            read<rapidjson::kParseInsituFlag>(stream, document);
        } else {
            rapidjson::MemoryStream stream(text.data(), text.size());
            read<rapidjson::kParseNoFlags>(stream, document);
        }
        return !result.IsError();
    }

  private:
    template <unsigned place, class Stream>
    void read(Stream& stream, Document& document) {
        constexpr unsigned k_check = place | rapidjson::kParseValidateEncodingFlag;
        constexpr unsigned k_nan = rapidjson::kParseNanAndInfFlag;
        const auto run_checked = limits.not_a_number ? run<k_check | k_nan, Stream> : run<k_check, Stream>;
        const auto run_ascii = limits.not_a_number ? run<place | k_nan, Stream> : run<place, Stream>;
        const auto run_it = is_ascii(text) ? run_ascii : run_checked;
        DepthLimited handler(document, limits.depth);
        result = run_it(stream, handler);
        if (handler.has_number_beyond_doubles()) result.Set(rapidjson::kParseErrorNumberTooBig, result.Offset());
        // RapidJSON takes a NUL byte for the end of the text.
        if (!result.IsError() && stream.Tell() < text.size())
            result.Set(rapidjson::kParseErrorDocumentRootNotSingular, stream.Tell());
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
    const std::size_t skipped = text.starts_with(k_byte_order_mark) ? k_byte_order_mark.size() : 0;
    Generator generator{text.substr(skipped), limits, {}};
    Document document;
    document.Populate(generator);
    if (generator.result.IsError()) {
        const std::size_t offset = std::min(generator.result.Offset(), generator.text.size());
        Fault fault{offset, "nested deeper than " + std::to_string(limits.depth) + " levels"};
        if (generator.result.Code() != rapidjson::kParseErrorTermination)
            fault = fault_of(generator.text, offset, expectation_of(generator.result.Code()));
        return ParseError{position_of(text, skipped + fault.offset), std::move(fault.message)};
    }
    Value value;
    value.Swap(document);
    return value;
}

}  // namespace cairn::json

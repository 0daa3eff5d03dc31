#include "base/json/fault.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace cairn::json {

namespace {

using namespace std::string_view_literals;

struct OtherKind {
    std::string_view bytes;  ///< at the beginning of the text
    std::string_view name;
    std::string_view remedy;
};

constexpr std::string_view k_another_file = "the path may be that of another file";

/// Longer signatures before those that they begin with.
constexpr std::array k_other_kinds{
    OtherKind{"\xFF\xFE\0\0"sv, "UTF-32 text", "convert it (iconv -f UTF-32 -t UTF-8)"},
    OtherKind{"\0\0\xFE\xFF"sv, "UTF-32 text", "convert it (iconv -f UTF-32 -t UTF-8)"},
    OtherKind{"\xFF\xFE"sv, "UTF-16 text", "convert it (iconv -f UTF-16 -t UTF-8)"},
    OtherKind{"\xFE\xFF"sv, "UTF-16 text", "convert it (iconv -f UTF-16 -t UTF-8)"},
    OtherKind{"\x1F\x8B"sv, "a gzip file", "decompress it (gunzip)"},
    OtherKind{"\x28\xB5\x2F\xFD"sv, "a Zstandard file", "decompress it (unzstd)"},
    OtherKind{"BZh"sv, "a bzip2 file", "decompress it (bunzip2)"},
    OtherKind{"\xFD\x37zXZ\0"sv, "an xz file", "decompress it (unxz)"},
    OtherKind{"PK\x03\x04"sv, "a zip file", "unpack it (unzip)"},
    OtherKind{"\x89HDF\r\n\x1A\n"sv, "an HDF5 or netCDF-4 file", k_another_file},
    OtherKind{"CDF\x01"sv, "a netCDF file", k_another_file},
    OtherKind{"CDF\x02"sv, "a netCDF file", k_another_file},
    OtherKind{"CDF\x05"sv, "a netCDF file", k_another_file},
    OtherKind{"%PDF-"sv, "a PDF file", k_another_file},
    OtherKind{"PAR1"sv, "a Parquet file", k_another_file},
    OtherKind{"\x89PNG\r\n"sv, "a PNG image", k_another_file},
    OtherKind{"\xFF\xD8\xFF"sv, "a JPEG image", k_another_file},
    OtherKind{"<<<<<<< "sv, "the marks of a merge that git left open", "resolve it, and commit the document"},
    OtherKind{"version https://git-lfs"sv, "the pointer of Git LFS to a file that was not fetched", "run git lfs pull"},
};
constexpr OtherKind k_html{"", "an HTML page", "it may be the error page of a server: fetch the document again"};
constexpr OtherKind k_xml{"", "XML or HTML", "it may be the error page of a server: fetch the document again"};
constexpr OtherKind k_utf16{"", "UTF-16 text", "convert it (iconv -f UTF-16 -t UTF-8)"};

/// Words that other languages write where JSON has another one or none.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> k_foreign_words{{
    {"NaN", "which is no JSON number: write null"},
    {"nan", "which is no JSON number: write null"},
    {"Infinity", "which is no JSON number: write null"},
    {"-Infinity", "which is no JSON number: write null"},
    {"inf", "which is no JSON number: write null"},
    {"-inf", "which is no JSON number: write null"},
    {"-NaN", "which is no JSON number: write null"},
    {"None", "which is Python's spelling: write null"},
    {"True", "which is Python's spelling: write true"},
    {"False", "which is Python's spelling: write false"},
    {"undefined", "which is JavaScript's: write null, or leave the member out"},
    {"NULL", "expected null in small letters"},
}};

constexpr std::string_view k_space = " \t\r\n";
constexpr std::string_view k_delimiters = " \t\r\n,:[]{}";

std::string_view without_space(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(k_space), text.size()));
    return text;
}

bool begins_with_word(std::string_view text, std::string_view lower_case) {
    if (text.size() < lower_case.size()) return false;
    return std::equal(lower_case.begin(), lower_case.end(), text.begin(),
                      [](char wanted, char c) { return c == wanted || (c >= 'A' && c <= 'Z' && c + 32 == wanted); });
}

const OtherKind* other_kind_of(std::string_view text) {
    for (const OtherKind& kind : k_other_kinds) {
        if (text.starts_with(kind.bytes)) return &kind;
    }
    if (text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0')) return &k_utf16;
    const std::string_view begin = without_space(text);
    if (begins_with_word(begin, "<!doctype html") || begins_with_word(begin, "<html")) return &k_html;
    return begin.starts_with('<') ? &k_xml : nullptr;
}

std::string hexadecimal(unsigned char byte) {
    constexpr std::string_view k_digits = "0123456789ABCDEF";
    return {k_digits[byte >> 4], k_digits[byte & 15]};
}

/// A byte that is no UTF-8, and the character that it is in the code page which is most often meant.
std::string foreign_byte(unsigned char byte) {
    std::string text = "the byte " + hexadecimal(byte) + " is no UTF-8";
    if (byte < 0xA0)
        return text + ": the text may be in another code page, convert it (iconv -f WINDOWS-1252 -t UTF-8)";
    const std::string character{static_cast<char>(0xC0 | (byte >> 6)), static_cast<char>(0x80 | (byte & 0x3F))};
    return text + "; in Latin-1 it is " + character + ": convert the text (iconv -f LATIN1 -t UTF-8)";
}

/// The last character before the place that is no white space; NUL: there is none.
char before(std::string_view text, std::size_t offset) {
    const std::size_t last = text.substr(0, offset).find_last_not_of(k_space);
    return last == std::string_view::npos ? '\0' : text[last];
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The parser may stop within a word (`nan` at its second letter): where the word begins.
std::size_t begin_of_word(std::string_view text, std::size_t offset) {
    if (offset >= text.size() || !(is_letter(text[offset]) || is_digit(text[offset]) || text[offset] == '-'))
        return offset;
    const std::size_t delimiter = text.substr(0, offset).find_last_of(k_delimiters);
    const std::size_t begin = delimiter == std::string_view::npos ? 0 : delimiter + 1;
    const bool is_word = offset - begin <= 16 && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                                             text.begin() + static_cast<std::ptrdiff_t>(offset),
                                                             [](char c) { return is_letter(c) || c == '-'; });
    return is_word ? begin : offset;
}

/// The word at the beginning of a text, or its first character, for a message.
std::string_view word_of(std::string_view rest) {
    constexpr std::size_t k_longest = 24;
    const std::size_t end = std::min({rest.find_first_of(k_delimiters), rest.size(), k_longest});
    const std::string_view word = rest.substr(0, std::max<std::size_t>(end, 1));
    const bool is_plain = std::all_of(word.begin(), word.end(), [](char c) { return c > ' ' && c < 127; });
    return is_plain ? word : word.substr(0, 1);
}

std::optional<std::string> control_character(char c) {
    if (c == '\0') return "found a NUL byte: the file was perhaps not written to its end";
    if (c == '\n' || c == '\r')
        return "found the end of a line within a text, expected the closing quotation mark before it, or \\n";
    if (c == '\t') return "found a tabulator within a text, expected it as \\t";
    if (static_cast<unsigned char>(c) < 0x20)
        return "found the control character " + hexadecimal(static_cast<unsigned char>(c)) +
               " in a text, expected it escaped, as \\u00" + hexadecimal(static_cast<unsigned char>(c));
    return std::nullopt;
}

std::optional<std::string> foreign_word(std::string_view rest) {
    const std::string_view word = word_of(rest);
    for (const auto& [spelling, advice] : k_foreign_words) {
        if (word == spelling) return "found " + std::string(word) + ", " + std::string(advice);
    }
    if (rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#'))
        return "found a comment, and JSON has none: remove it";
    if (rest.starts_with("<<<<<<< ") || rest.starts_with("=======\n") || rest.starts_with(">>>>>>> "))
        return "found the marks of a merge that git left open: resolve it, and commit the document";
    if (rest.starts_with('\'')) return "found a single quotation mark, expected double ones";
    if (rest.starts_with("\xE2\x80\x9C") || rest.starts_with("\xE2\x80\x9D"))
        return "found a typographic quotation mark, expected the plain double one";
    return std::nullopt;
}

std::optional<std::string> misplaced(std::string_view text, std::size_t offset, Expectation expectation) {
    const char here = text[offset];
    if ((here == '}' || here == ']') && before(text, offset) == ',')
        return std::string("found a comma before '") + here + "': remove the comma";
    if (here == ',' && before(text, offset) == ',') return "found two commas, expected a value between them";
    if (expectation.ends_with("end of the text")) {
        if (here == '{' || here == '[')
            return "found a second document after the end of the first, expected one a file: write each to its own "
                   "file";
        return "found " + std::string(word_of(text.substr(offset))) + " after the end of the document: remove it";
    }
    if (is_digit(here) && offset > 0 && text[offset - 1] == '0')
        return "found a number that begins with 0, which JSON does not allow: write it without";
    if (here == '+' || here == '.')
        return "found " + std::string(word_of(text.substr(offset))) +
               ", which is no JSON number: it begins with a digit or '-'";
    if (is_letter(here) && expectation.find("name of a member in") != std::string_view::npos)
        return "found the name " + std::string(word_of(text.substr(offset))) +
               " without quotation marks, expected double ones around it";
    return std::nullopt;
}

std::string message_at(std::string_view text, std::size_t offset, Expectation expectation) {
    const std::string_view rest = text.substr(std::min(offset, text.size()));
    if (without_space(rest).empty())
        return "the text ends before its value does: the file is cut, write or fetch it again";
    if (const auto control = control_character(rest.front())) return *control;
    if (const auto word = foreign_word(rest)) return *word;
    if (static_cast<unsigned char>(rest.front()) >= 0x80 && !expectation.starts_with("expected"))
        return foreign_byte(static_cast<unsigned char>(rest.front()));
    if (const auto place = misplaced(text, offset, expectation)) return *place;
    if (!expectation.starts_with("expected")) return std::string(expectation);
    if (static_cast<unsigned char>(rest.front()) >= 0x80)
        return "found a character beyond ASCII outside of a text, " + std::string(expectation);
    return "found " + std::string(word_of(rest)) + ", " + std::string(expectation);
}

}  // namespace

Fault fault_at(std::string_view text, std::size_t offset, Expectation expectation) {
    const std::size_t begin = begin_of_word(text, offset);
    return {begin, message_at(text, begin, expectation)};
}

Fault fault_of(std::string_view text, std::size_t offset, Expectation expectation) {
    if (without_space(text).empty()) return {0, "the text is empty, expected JSON: write or fetch it again"};
    if (const OtherKind* kind = other_kind_of(text))
        return {0, "found " + std::string(kind->name) + ", expected JSON in UTF-8: " + std::string(kind->remedy)};
    return fault_at(text, offset, expectation);
}

}  // namespace cairn::json

#include "validator/misread.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace cairn::validate {

namespace {

using namespace std::string_view_literals;
using Signature = std::pair<std::string_view, std::string_view>;

/// Longer signatures before those that they begin with.
constexpr std::array k_signatures{
    Signature{"\xFF\xFE\0\0"sv, "UTF-32"},
    Signature{"\0\0\xFE\xFF"sv, "UTF-32"},
    Signature{"\xFF\xFE"sv, "UTF-16"},
    Signature{"\xFE\xFF"sv, "UTF-16"},
    Signature{"\x1F\x8B"sv, "a gzip file"},
    Signature{"\x28\xB5\x2F\xFD"sv, "a Zstandard file"},
    Signature{"BZh"sv, "a bzip2 file"},
    Signature{"\xFD\x37zXZ\0"sv, "an xz file"},
    Signature{"PK\x03\x04"sv, "a zip file"},
    Signature{"\x89HDF\r\n\x1A\n"sv, "an HDF5 or netCDF-4 file"},
    Signature{"CDF\x01"sv, "a netCDF file"},
    Signature{"CDF\x02"sv, "a netCDF file"},
    Signature{"CDF\x05"sv, "a netCDF file"},
    Signature{"%PDF-"sv, "a PDF file"},
    Signature{"PAR1"sv, "a Parquet file"},
    Signature{"version https://git-lfs"sv, "the pointer of Git LFS to a file that was not fetched"},
};

constexpr std::string_view k_space = " \t\r\n";

std::string_view without_space(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(k_space), text.size()));
    return text;
}

bool begins_with_word(std::string_view text, std::string_view lower_case) {
    if (text.size() < lower_case.size()) return false;
    return std::equal(lower_case.begin(), lower_case.end(), text.begin(),
                      [](char wanted, char c) { return c == wanted || (c >= 'A' && c <= 'Z' && c + 32 == wanted); });
}

std::string_view kind_of(std::string_view text) {
    for (const auto& [bytes, name] : k_signatures) {
        if (text.starts_with(bytes)) return name;
    }
    if (text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0')) return "UTF-16";
    const std::string_view begin = without_space(text);
    if (begins_with_word(begin, "<!doctype html") || begins_with_word(begin, "<html")) return "HTML";
    if (begin.starts_with('<')) return "XML or HTML";
    return {};
}

std::string hexadecimal(char c) {
    constexpr std::string_view k_digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    return {k_digits[byte >> 4], k_digits[byte & 15]};
}

/// The last character before the place that is no white space; NUL: there is none.
char before(std::string_view text, std::size_t offset) {
    const std::size_t last = text.substr(0, offset).find_last_not_of(k_space);
    return last == std::string_view::npos ? '\0' : text[last];
}

/// Words for what stands at the place of the error, or an empty text.
std::string at_place(std::string_view text, std::size_t offset) {
    const std::string_view rest = text.substr(std::min(offset, text.size()));
    if (without_space(rest).empty()) return "the text ends before the value does: the file may be cut";
    if (static_cast<unsigned char>(rest.front()) < 0x20)
        return "found a control character in a text, expected it escaped";
    if (static_cast<unsigned char>(rest.front()) >= 0x80)
        return "the byte " + hexadecimal(rest.front()) + " is no UTF-8: the text may be Latin-1 or another code page";
    for (const std::string_view word : {"NaN"sv, "Infinity"sv, "-Infinity"sv, "nan"sv, "inf"sv}) {
        if (rest.starts_with(word)) return "found " + std::string(word) + ", which is no JSON number: use null";
    }
    for (const std::string_view word : {"None"sv, "True"sv, "False"sv}) {
        if (rest.starts_with(word)) return "found " + std::string(word) + ", which is Python's spelling";
    }
    if (rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#'))
        return "found a comment: JSON has none";
    if (rest.starts_with('\'')) return "found a text in single quotes, expected double ones";
    if ((rest.front() == '}' || rest.front() == ']') && before(text, offset) == ',')
        return std::string("found a comma before '") + rest.front() + "'";
    return {};
}

}  // namespace

std::string why_no_json(std::string_view text, const json::ParseError& error) {
    if (without_space(text).empty()) return "not JSON: the file is empty";
    if (const std::string_view kind = kind_of(text); !kind.empty())
        return "not JSON: the file is " + std::string(kind) + ", expected JSON in UTF-8";
    const std::string found = at_place(text, error.position.offset);
    return "not JSON: " + (found.empty() ? error.message : found);
}

}  // namespace cairn::validate

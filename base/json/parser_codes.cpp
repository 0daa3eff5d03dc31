#include "base/json/parser_codes.hpp"

namespace cairn::json {

Expectation expectation_of(rapidjson::ParseErrorCode code) {
    switch (code) {
        case rapidjson::kParseErrorDocumentRootNotSingular:
            return "expected the end of the text";
        case rapidjson::kParseErrorObjectMissName:
            return "expected the name of a member in double quotes";
        case rapidjson::kParseErrorObjectMissColon:
            return "expected ':' after the name of a member";
        case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
            return "expected ',' or '}' after a member";
        case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
            return "expected ',' or ']' after an element";
        case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
            return "found \\u in a text, expected four hexadecimal digits after it";
        case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
            return "found half a surrogate pair (\\uD800 to \\uDFFF) in a text, expected both halves: write the "
                   "character "
                   "itself";
        case rapidjson::kParseErrorStringEscapeInvalid:
            return "found a backslash in a text that escapes nothing: write \\\\ for a backslash";
        case rapidjson::kParseErrorStringMissQuotationMark:
            return "found a text without a quotation mark at its end";
        case rapidjson::kParseErrorStringInvalidEncoding:
            return "found bytes that are no UTF-8";
        case rapidjson::kParseErrorNumberTooBig:
            return "found a number beyond 1.8e308, expected one that a double can hold";
        case rapidjson::kParseErrorNumberMissFraction:
            return "found a number that ends with its point, expected a digit after it";
        case rapidjson::kParseErrorNumberMissExponent:
            return "found a number that ends with its 'e', expected an exponent after it";
        default:
            return "expected a value";
    }
}

}  // namespace cairn::json

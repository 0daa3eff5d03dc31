#include "base/xml/xml.hpp"

#include <expat.h>

#include <exception>
#include <limits>
#include <memory>
#include <new>

namespace cairn {

namespace {

constexpr int k_deepest = 100;

/// What the callbacks of one reading share. No exception may cross expat, which is C: it waits here.
struct Reading {
    XML_Parser parser;
    const XmlListener& listener;
    int depth = 0;
    std::string refusal = {};
    std::exception_ptr thrown = {};

    template <class Call>
    void guarded(const Call& call) {
        if (thrown || !refusal.empty()) return;
        try {
            call();
        } catch (...) {
            thrown = std::current_exception();
        }
        if (thrown || !refusal.empty()) XML_StopParser(parser, XML_FALSE);
    }
};

std::string_view local_name(const XML_Char* name) {
    const std::string_view whole(name);
    const std::size_t colon = whole.rfind(':');
    return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

void on_begin(void* data, const XML_Char* name, const XML_Char** pairs) {
    auto& reading = *static_cast<Reading*>(data);
    reading.guarded([&] {
        if (++reading.depth > k_deepest) reading.refusal = "it is nested too deeply";
        if (!reading.refusal.empty() || !reading.listener.begin) return;
        XmlListener::Attributes attributes;
        for (; pairs[0] != nullptr; pairs += 2) attributes.emplace_back(local_name(pairs[0]), pairs[1]);
        reading.listener.begin(local_name(name), attributes);
    });
}

void on_end(void* data, const XML_Char* name) {
    auto& reading = *static_cast<Reading*>(data);
    reading.guarded([&] {
        --reading.depth;
        if (reading.listener.end) reading.listener.end(local_name(name));
    });
}

void on_text(void* data, const XML_Char* text, int size) {
    auto& reading = *static_cast<Reading*>(data);
    reading.guarded([&] {
        if (reading.listener.text) reading.listener.text({text, static_cast<std::size_t>(size)});
    });
}

void on_document_type(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    auto& reading = *static_cast<Reading*>(data);
    reading.guarded([&] { reading.refusal = "it has a document type declaration, which is not read"; });
}

}  // namespace

std::string read_xml(std::string_view document, const XmlListener& listener) {
    if (document.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return "it is too large";
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr),
                                                                              &XML_ParserFree);
    if (parser == nullptr) throw std::bad_alloc();
    Reading reading{parser.get(), listener};
    XML_SetUserData(parser.get(), &reading);
    XML_SetElementHandler(parser.get(), &on_begin, &on_end);
    XML_SetCharacterDataHandler(parser.get(), &on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), &on_document_type);
    const XML_Status status =
        XML_Parse(parser.get(), document.data(), static_cast<int>(document.size()), /*isFinal=*/XML_TRUE);
    if (reading.thrown) std::rethrow_exception(reading.thrown);
    if (status == XML_STATUS_OK) return {};
    const std::string what =
        reading.refusal.empty() ? XML_ErrorString(XML_GetErrorCode(parser.get())) : reading.refusal;
    return "line " + std::to_string(XML_GetCurrentLineNumber(parser.get())) + ", column " +
           std::to_string(XML_GetCurrentColumnNumber(parser.get()) + 1) + ": " + what;
}

}  // namespace cairn

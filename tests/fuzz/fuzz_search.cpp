// Conditions of a search as users and pages write them. Whatever they are, they are read or refused; what is read can
// be asked, a time span does not end before it starts, a shape meets itself, and a token means what it was made of.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json/parse.hpp"
#include "search/expression.hpp"
#include "search/shape.hpp"
#include "search/time.hpp"
#include "search/token.hpp"

using namespace cairn;
using namespace cairn::search;

namespace {

void ask_expression(std::string_view text) {
    static const json::Value k_properties = std::get<json::Value>(
        json::parse(R"({"a":1,"b":"text","c":true,"d":[1,"x",null,[2]],"e":null,"f":{},"name":"caf\u00e9"})"));
    const auto parsed = Expression::parse(text);
    if (const auto* expression = std::get_if<Expression>(&parsed))
        static_cast<void>(expression->evaluate([](const std::string& name) { return json::find(k_properties, name); }));
}

void read_shape(std::string_view text) {
    if (text.size() > 4096) return;  // shapes are compared with themselves, segment by segment
    const auto parsed = json::parse(text);
    const auto* value = std::get_if<json::Value>(&parsed);
    const auto shape = value == nullptr ? std::nullopt : shape_of(*value);
    if (shape && !meet(*shape, *shape)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    ask_expression(text);
    read_shape(text);
    const auto span = parse_datetime(text);
    if (const auto* read = std::get_if<TimeSpan>(&span); read != nullptr && read->start > read->end) std::abort();
    if (const auto token = read_token(text)) {
        const auto again = read_token(token_of(token->position, token->query_digest));
        if (!again || again->position != token->position) std::abort();
    }
    return 0;
}

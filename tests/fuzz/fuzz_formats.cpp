// Any text against a format, and any pattern against any text: judged in bounded time, twice alike. The first line is
// the name of a format, or "pattern" with the pattern on the second line; the rest is the text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "validator/formats.hpp"
#include "validator/patterns.hpp"
#include "validator/prepare.hpp"

namespace {

std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

void match(std::string_view pattern, std::string_view text) {
    using namespace cairn::validate;
    if (!Pattern::is_usable(pattern)) return;
    try {
        const Pattern compiled(pattern);
        if (compiled.matches(text) != compiled.matches(text)) std::abort();
    } catch (const UnusableSchema&) {
        std::abort();  // is_usable said otherwise
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string_view kind = take_line(text);
    if (kind == "pattern") {
        const std::string_view pattern = take_line(text);
        match(pattern, text);
        return 0;
    }
    const cairn::validate::FormatCheck check = cairn::validate::format_check(kind);
    if (check != nullptr && check(text) != cairn::validate::has_format(text, kind)) std::abort();
    return 0;
}

#include "tests/support/kerchunk_writer.hpp"

#include <functional>
#include <utility>

#include "base/json/write.hpp"
#include "builder/probe/references/sink.hpp"

namespace cairn::test {

namespace {

std::string references(const StoreFiles& files, const std::function<json::Value(const std::string&)>& chunk) {
    json::Value refs = json::object();
    for (const auto& [key, bytes] : files)
        json::set(refs, key, references::is_metadata_key(key) ? json::string(bytes) : chunk(bytes));
    json::Value document = json::object();
    json::set(document, "version", json::integer(1));
    json::set(document, "refs", std::move(refs));
    return json::write(document);
}

}  // namespace

std::string base64_of(std::string_view bytes) {
    constexpr char k_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = bytes.size() - i < 3 ? bytes.size() - i : 3;
        unsigned bits = 0;
        for (std::size_t k = 0; k < 3; ++k)
            bits = bits << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k) text += k <= count ? k_digits[bits >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

std::string references_inline(const StoreFiles& files) {
    return references(files, [](const std::string& bytes) { return json::string("base64:" + base64_of(bytes)); });
}

std::string references_into(const StoreFiles& files, std::string_view url, std::string& bytes) {
    bytes = "what stands before the chunks";
    return references(files, [&](const std::string& chunk) {
        json::Value target = json::array();
        json::push(target, json::string(url));
        json::push(target, json::integer(static_cast<std::int64_t>(bytes.size())));
        json::push(target, json::integer(static_cast<std::int64_t>(chunk.size())));
        bytes += chunk;
        return target;
    });
}

}  // namespace cairn::test

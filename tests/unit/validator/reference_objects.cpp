#include "reference_objects.hpp"

#include <zlib.h>

#include <array>
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/json/parse.hpp"
#include "tests/support/source_folder.hpp"

namespace cairn::test {

std::optional<std::string> reference(const std::string& name) {
    const std::string path = test::source_folder() + "/../shared/reference/" + name;
    if (boost::filesystem::exists(path)) return path;
    WARN("skipped: " + path + " is not there");
    return std::nullopt;
}

json::Value parsed(const std::string& text) {
    auto result = json::parse(text);
    if (const auto* error = std::get_if<json::ParseError>(&result)) {
        throw std::runtime_error(error->message + " in " + text.substr(0, 200));
    }
    return std::move(std::get<json::Value>(result));
}

json::Value parsed_file(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return parsed(std::string(std::istreambuf_iterator<char>(stream), {}));
}

void for_each_line(const std::string& gzip_file, const std::function<void(const json::Value&)>& visit) {
    gzFile file = gzopen(gzip_file.c_str(), "rb");
    REQUIRE(file != nullptr);
    std::array<char, 65536> buffer{};
    std::string line;
    while (gzgets(file, buffer.data(), static_cast<int>(buffer.size())) != nullptr) {
        line += buffer.data();
        if (line.back() != '\n') continue;
        visit(parsed(line));
        line.clear();
    }
    gzclose(file);
    if (!line.empty()) visit(parsed(line));
}

}  // namespace cairn::test

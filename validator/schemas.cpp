#include "validator/schemas.hpp"

#include <boost/filesystem.hpp>
#include <stdexcept>

#include "base/interrupted.hpp"
#include "base/json/parse.hpp"
#include "base/url.hpp"
#include "validator/bundled.hpp"
#include "validator/read_file.hpp"

namespace cairn::validate {

namespace {

json::Value parse_schema(std::string_view text, const std::string& name) {
    auto parsed = json::parse(text);
    if (const auto* error = std::get_if<json::ParseError>(&parsed)) {
        throw std::runtime_error("schema " + name + ", line " + std::to_string(error->position.line) +
                                 ": not JSON: " + error->message);
    }
    return std::move(std::get<json::Value>(parsed));
}

const std::map<std::string, const BundledSchema*>& bundled_by_key() {
    static const auto table = [] {
        std::map<std::string, const BundledSchema*> result;
        for (const BundledSchema& schema : bundled_schemas()) {
            result.emplace(schema_key(schema.url), &schema);
        }
        return result;
    }();
    return table;
}

}  // namespace

std::string schema_key(std::string_view url) {
    const Url parts = split_url(url);
    if (!parts.scheme || !parts.authority || (*parts.scheme != "http" && *parts.scheme != "https")) {
        return std::string(without_fragment(url));
    }
    return std::string(*parts.authority).append(parts.path);
}

bool is_schema_key(std::string_view key) {
    if (key.empty() || key.front() == '/' || key.find('\0') != std::string_view::npos) return false;
    for (std::size_t begin = 0; begin <= key.size();) {
        const std::size_t end = std::min(key.find('/', begin), key.size());
        const std::string_view segment = key.substr(begin, end - begin);
        if (segment.empty() || segment == "." || segment == "..") return false;
        begin = end + 1;
    }
    return true;
}

SchemaStore::SchemaStore(std::string folder) : m_folder(std::move(folder)) {}

const json::Value* SchemaStore::find(std::string_view url) const {
    const std::string key = schema_key(url);
    const std::scoped_lock lock(m_mutex);
    auto found = m_found.find(key);
    if (found == m_found.end()) found = m_found.emplace(key, load(key)).first;
    return found->second.get();
}

std::unique_ptr<json::Value> SchemaStore::load(std::string_view key) const {
    if (!m_folder.empty() && is_schema_key(key)) {
        const boost::filesystem::path file = boost::filesystem::path(m_folder) / std::string(key);
        boost::system::error_code ignored;
        if (boost::filesystem::is_regular_file(file, ignored)) {
            const FileText read = read_file(file.string(), k_largest_schema_bytes, Only::regular_files, k_never_stop);
            if (!read.problem.empty()) throw std::runtime_error("schema " + file.string() + ": " + read.problem);
            return std::make_unique<json::Value>(parse_schema(read.text, file.string()));
        }
    }
    const auto bundled = bundled_by_key().find(std::string(key));
    if (bundled == bundled_by_key().end()) return nullptr;
    return std::make_unique<json::Value>(parse_schema(bundled->second->text, std::string(bundled->second->name)));
}

std::vector<std::string> SchemaStore::bundled() {
    std::vector<std::string> urls;
    for (const auto& [key, schema] : bundled_by_key()) urls.emplace_back(schema->url);
    return urls;
}

std::string rule_of_schema(std::string_view url) {
    const std::string key = schema_key(url);
    if (key.rfind("schemas.stacspec.org/", 0) == 0) return "schema/core";
    std::string name;
    for (std::size_t begin = key.find('/') + 1; begin != 0 && begin < key.size();) {
        const std::size_t end = std::min(key.find('/', begin), key.size());
        const std::string segment = key.substr(begin, end - begin);
        const std::string number = segment.substr(segment.rfind('v', 0) == 0 ? 1 : 0);
        const bool version = !number.empty() && number.front() >= '0' && number.front() <= '9';
        if (!version && segment != "schema.json" && !segment.empty()) name = segment;
        begin = end + 1;
    }
    if (name.size() > 5 && name.compare(name.size() - 5, 5, ".json") == 0) name.resize(name.size() - 5);
    return "schema/" + (name.empty() ? std::string("other") : name);
}

}  // namespace cairn::validate

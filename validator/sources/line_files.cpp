#include "validator/sources/line_files.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <stdexcept>

#include "base/interrupted.hpp"
#include "base/json/parse.hpp"
#include "base/percent.hpp"
#include "base/url.hpp"
#include "validator/check_document.hpp"
#include "validator/resolver.hpp"

namespace cairn::validate {

namespace {

constexpr std::size_t k_piece = 1U << 20;
constexpr std::string_view k_blank = " \t\r\n";

/// What a line says of where its document lies.
struct Address {
    std::string self;
    std::string root;
    bool has_parent = false;
};

std::string href_of(const json::Value& document, std::string_view rel) {
    const json::Value* links = json::find(document, "links");
    if (links == nullptr || !links->IsArray()) return {};
    for (const json::Value& link : links->GetArray()) {
        if (json::member_text(link, "rel") == rel) return std::string(json::member_text(link, "href"));
    }
    return {};
}

Address address_of(const std::string& text) {
    const auto parsed = json::parse(text, {k_deepest_nesting});
    const auto* document = std::get_if<json::Value>(&parsed);
    if (document == nullptr || !document->IsObject()) return {};
    Address address{href_of(*document, "self"), href_of(*document, "root"), !href_of(*document, "parent").empty()};
    if (!split_url(address.self).scheme) address.self.clear();
    if (!split_url(address.root).scheme) address.root.clear();
    return address;
}

bool is_object(const std::string& text) {
    const auto parsed = json::parse(text, {k_deepest_nesting});
    const auto* value = std::get_if<json::Value>(&parsed);
    return value != nullptr && value->IsObject();
}

}  // namespace

LineFiles::LineFiles(std::string name, std::unique_ptr<PositionedFile> bytes, const ParallelFor& parallel,
                     const std::atomic<bool>& stop)
    : m_name(std::move(name)), m_bytes(std::move(bytes)) {
    find_lines(stop);
    find_places(parallel, stop);
}

void LineFiles::find_lines(const std::atomic<bool>& stop) {
    std::vector<std::byte> piece(k_piece);
    m_begins.push_back(0);
    for (std::uint64_t at = 0; at < m_bytes->size_bytes();) {
        leave_when(stop);
        const std::size_t count = m_bytes->read(at, piece);
        if (count == 0) break;
        for (std::size_t i = 0; i < count; ++i)
            if (piece[i] == std::byte{'\n'}) m_begins.push_back(at + i + 1);
        at += count;
    }
    if (m_begins.back() != m_bytes->size_bytes()) m_begins.push_back(m_bytes->size_bytes());
    if (m_begins.size() > UINT32_MAX) throw std::runtime_error(m_name + ": more lines than 4,294,967,295");
}

void LineFiles::find_places(const ParallelFor& parallel, const std::atomic<bool>& stop) {
    constexpr std::size_t k_batch = 4096;
    const std::size_t lines = m_begins.size() - 1;
    std::vector<std::pair<std::string, std::uint32_t>> selves;
    std::string root_named;  // by a document, where the root itself is not among the lines
    for (std::size_t begin = 0; begin < lines; begin += k_batch) {
        leave_when(stop);
        const std::size_t count = std::min(k_batch, lines - begin);
        std::vector<Address> addresses(count);
        std::vector<char> is_blank(count);
        parallel(count, [&](std::size_t i) {
            const std::string text = text_of(begin + i, SIZE_MAX);
            is_blank[i] = static_cast<char>(text.find_first_not_of(k_blank) == std::string::npos);
            if (is_blank[i] == 0) addresses[i] = address_of(text);
        });
        for (std::size_t i = 0; i < count; ++i) {
            if (is_blank[i] != 0) continue;
            Address& address = addresses[i];
            const bool is_root = !address.self.empty() && address.self == address.root && !address.has_parent;
            if (is_root && m_root.empty()) m_root = address.self;
            if (root_named.empty()) root_named = address.root;
            selves.emplace_back(std::move(address.self), static_cast<std::uint32_t>(begin + i));
        }
    }
    m_base_url = folder_of(m_root.empty() ? root_named : m_root);
    std::sort(selves.begin(), selves.end());
    for (auto& [self, line] : selves) {
        const bool is_below = !m_base_url.empty() && self.starts_with(m_base_url) && self != m_base_url;
        const auto path = is_below ? normal_path(percent_decode(self.substr(m_base_url.size())).value_or(self))
                                   : std::optional<std::string>();
        if (!path || path->empty() || (!m_placed.empty() && m_placed.back().first == *path)) {
            m_others.push_back(line);
        } else {
            m_placed.emplace_back(*path, line);
        }
    }
    if (!m_root.empty()) m_root = percent_decode(m_root.substr(m_base_url.size())).value_or(m_root);
    std::sort(m_placed.begin(), m_placed.end());
    std::sort(m_others.begin(), m_others.end());
}

FoundFiles LineFiles::list(const std::atomic<bool>& stop) const {
    leave_when(stop);
    FoundFiles found;
    found.paths.reserve(m_placed.size() + m_others.size());
    for (const Placed& placed : m_placed) found.paths.push_back(placed.first);
    for (const std::uint32_t line : m_others) found.paths.push_back(m_name + ":" + std::to_string(line + 1));
    std::sort(found.paths.begin(), found.paths.end());
    return found;
}

std::size_t LineFiles::size_of(std::size_t line) const {
    return static_cast<std::size_t>(m_begins[line + 1] - m_begins[line]);
}

std::string LineFiles::text_of(std::size_t line, std::size_t largest_bytes) const {
    std::string text(std::min(size_of(line), largest_bytes), '\0');
    text.resize(m_bytes->read(m_begins[line], std::as_writable_bytes(std::span(text))));
    return text;
}

std::optional<std::size_t> LineFiles::find(const std::string& path) const {
    const auto placed = std::lower_bound(m_placed.begin(), m_placed.end(), path,
                                         [](const Placed& a, const std::string& wanted) { return a.first < wanted; });
    if (placed != m_placed.end() && placed->first == path) return placed->second;
    if (!path.starts_with(m_name + ":")) return std::nullopt;
    std::uint32_t number = 0;
    const char* const end = path.data() + path.size();
    const auto [at, error] = std::from_chars(path.data() + m_name.size() + 1, end, number);
    if (error != std::errc{} || at != end || number == 0 || number >= m_begins.size()) return std::nullopt;
    return number - 1;
}

FileText LineFiles::read(const std::string& path, std::size_t largest_bytes, const std::atomic<bool>& stop) const {
    leave_when(stop);
    const std::optional<std::size_t> line = find(path);
    if (!line) return {{}, "has no such line", true};
    if (size_of(*line) > largest_bytes)
        return {{}, "has a line larger than the limit of " + std::to_string(largest_bytes) + " bytes", false};
    return {text_of(*line, largest_bytes), {}, false};
}

bool LineFiles::has_place(const std::string& path) const {
    return std::binary_search(m_placed.begin(), m_placed.end(), Placed{path, 0},
                              [](const Placed& a, const Placed& b) { return a.first < b.first; });
}

OnDisk LineFiles::look(const std::string& path) const {
    if (find(path)) return OnDisk::file_or_folder;
    return !m_root.empty() && path.ends_with(".json") ? OnDisk::nothing : OnDisk::not_known;
}

std::optional<std::string> LineFiles::real_path(const std::string& path) const {
    return find(path) ? std::optional(path) : std::nullopt;
}

bool looks_like_lines(PositionedFile& bytes) {
    constexpr std::size_t k_head = 8U << 20;  // the first line of a file that is one must be within it
    std::string head(std::min<std::uint64_t>(bytes.size_bytes(), k_head), '\0');
    head.resize(bytes.read(0, std::as_writable_bytes(std::span(head))));
    std::size_t objects = 0;
    for (std::size_t begin = 0; begin < head.size() && objects < 2;) {
        const std::size_t end = std::min(head.find('\n', begin), head.size());
        const std::string line = head.substr(begin, end - begin);
        begin = end + 1;
        if (line.find_first_not_of(k_blank) == std::string::npos) continue;
        if (objects == 0 && !is_object(line)) return false;
        ++objects;
    }
    return objects == 2;
}

}  // namespace cairn::validate

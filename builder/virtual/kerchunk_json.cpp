#include "builder/virtual/kerchunk_json.hpp"

#include <charconv>
#include <span>
#include <string>
#include <vector>

#include "base/codecs/base64.hpp"
#include "base/json/write.hpp"
#include "base/text.hpp"
#include "builder/virtual/array_document.hpp"

namespace cairn::virtualize {

namespace {

constexpr std::size_t k_block = 1 << 20;

class Writer {
  public:
    Writer(const VirtualStore& store, const ByteSink& sink) : m_store(store), m_sink(sink) {
        m_out.reserve(k_block + 4096);
        for (const std::string& url : store.urls) {
            std::string& quoted = m_urls.emplace_back("\":[");
            json::append_quoted(quoted, to_utf8(url));
            quoted += ',';
        }
    }

    void write() {
        m_out = R"({"version":1,"refs":{)";
        for_each_document(m_store, [this](const std::string& key, const std::string& text) {
            begin_key(key);
            json::append_quoted(m_out, text);
            flush_block();
        });
        for (const VirtualArray& array : m_store.arrays) add_array(array);
        m_out += "\n}}\n";
        m_sink(m_out);
    }

  private:
    void begin_key(std::string_view key) {
        m_out += m_is_first ? "\n" : ",\n";
        m_is_first = false;
        json::append_quoted(m_out, to_utf8(key));
        m_out += ':';
    }

    void append(std::uint64_t number) {
        char digits[20];
        const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
        m_out.append(digits, end);
    }

    void add_array(const VirtualArray& array) {
        std::string key;
        json::append_quoted(key, to_utf8(array.path));
        key.back() = '/';
        key.insert(0, m_is_first ? "\n" : ",\n");
        begin_position(array);
        if (array.is_inlined) return add_inlined(array, key);
        const std::string missing = array.missing.empty() ? "" : inline_text(array.missing);
        for_each_chunk(array, [&](std::uint64_t, std::uint32_t source, const StoredChunk& chunk) {
            if (chunk.is_there()) {
                add_key(key);
                m_out += m_urls[source];
                append(chunk.offset);
                m_out += ',';
                append(chunk.size);
                m_out += ']';
            } else if (source != k_no_source && !missing.empty()) {
                add_key(key);
                m_out += "\":";
                m_out += missing;
            }
            flush_block();
            advance();
        });
    }

    void add_inlined(const VirtualArray& array, const std::string& key) {
        std::uint64_t count = 1;
        for (const std::uint64_t n : m_counts) count *= n;
        for (std::uint64_t i = 0; i < count; ++i) {
            add_key(key);
            m_out += "\":";
            m_out += inline_text(inlined_chunk(array, i));
            flush_block();
            advance();
        }
    }

    static std::string inline_text(std::string_view bytes) {
        return "\"base64:" + codecs::encode_base64(std::as_bytes(std::span(bytes.data(), bytes.size()))) + '"';
    }

    /// The key up to its closing quote, which what follows begins with.
    void add_key(const std::string& key) {
        m_out += key;
        if (m_position.empty()) {
            m_out += '0';
            return;
        }
        append(m_position[0]);
        m_out += m_tail;
    }

    void begin_position(const VirtualArray& array) {
        m_counts = chunk_counts(array.shape, array.chunk);
        m_position.assign(m_counts.size(), 0);
        make_tail();
    }

    void make_tail() {
        m_tail.clear();
        for (std::size_t i = 1; i < m_position.size(); ++i) m_tail += '.' + std::to_string(m_position[i]);
    }

    /// To the next chunk in C order. Where there is one along all dimensions but the first, only that changes.
    void advance() {
        bool is_tail_same = true;
        for (std::size_t i = m_position.size(); i > 0; --i) {
            is_tail_same = is_tail_same && (i == 1 || m_counts[i - 1] == 1);
            if (++m_position[i - 1] < m_counts[i - 1] || i == 1) break;
            m_position[i - 1] = 0;
        }
        if (!is_tail_same) make_tail();
    }

    void flush_block() {
        if (m_out.size() < k_block) return;
        m_sink(m_out);
        m_out.clear();
    }

    const VirtualStore& m_store;
    const ByteSink& m_sink;
    std::string m_out;
    bool m_is_first = true;
    std::vector<std::string> m_urls;  ///< each as it stands between a key and an offset
    std::vector<std::uint64_t> m_counts;
    std::vector<std::uint64_t> m_position;
    std::string m_tail;  ///< of the position, behind the first number
};

}  // namespace

void write_kerchunk_json(const VirtualStore& store, const ByteSink& sink) { Writer(store, sink).write(); }

}  // namespace cairn::virtualize

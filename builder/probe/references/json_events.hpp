// Events of a kerchunk JSON text, sorted into references, templates and generators.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json/rapidjson.hpp"
#include "builder/probe/references/json_stream.hpp"
#include "builder/probe/references/kerchunk_json.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace cairn::references {

/// A handler of RapidJSON.
class JsonEvents {
  public:
    JsonEvents(JsonStream& stream, Sink& sink, JsonHeader& header)
        : m_stream(stream), m_sink(sink), m_header(header), m_writer(m_captured) {}

    bool Null() {
        return scalar("null", [](auto& writer) { writer.Null(); });
    }
    bool Bool(bool value) {
        return scalar("a boolean", [value](auto& writer) { writer.Bool(value); });
    }
    bool Int(int value) { return Int64(value); }
    bool Uint(unsigned value) { return Uint64(value); }
    bool Int64(std::int64_t value);
    bool Uint64(std::uint64_t value);
    bool Double(double value);
    bool RawNumber(const char*, rapidjson::SizeType, bool) { return false; }
    bool String(const char* text, rapidjson::SizeType size, bool);
    bool Key(const char* text, rapidjson::SizeType size, bool);
    bool StartObject() { return start(true); }
    bool StartArray() { return start(false); }
    bool EndObject(rapidjson::SizeType) { return end(true); }
    bool EndArray(rapidjson::SizeType) { return end(false); }

    bool has_references() const { return m_has_refs || m_entries > 0; }
    /// Nothing of the references is missing, even if the text is broken from here on.
    bool has_all_references() const { return m_has_all; }
    bool is_too_deep() const { return m_is_too_deep; }
    bool is_no_object() const { return m_is_no_object; }
    std::int64_t version() const { return m_version; }

  private:
    /// What the value that comes next, or is going on, belongs to.
    enum class Place { root, refs, templates, captured, target, skipped };
    enum class Use { entry, generators };
    static constexpr std::size_t k_deepest = 128;
    static constexpr std::size_t k_largest_captured = 32 << 20;
    static constexpr std::size_t k_most_templates = 100'000;

    using Writer = rapidjson::Writer<rapidjson::StringBuffer, rapidjson::UTF8<>, rapidjson::UTF8<>,
                                     rapidjson::CrtAllocator, rapidjson::kWriteNanAndInfFlag>;

    template <class Write>
    bool scalar(std::string_view kind, Write write) {
        m_stream.mark();
        if (m_depth == 0) return !(m_is_no_object = true);
        if (m_place != Place::captured) return other_scalar(kind);
        write(m_writer);
        return limit_captured();
    }

    bool other_scalar(std::string_view kind);
    bool start(bool is_object);
    bool end(bool is_object);
    bool start_at_root(bool is_object);
    bool start_entry(bool is_object);
    void capture(Use use, bool is_object);
    void skip();
    bool limit_captured();
    void end_captured();
    void target_number(std::uint64_t value);
    void bad_target(std::string_view found);
    std::string_view element_name() const;
    void end_target();
    void take_text(std::string_view text);
    void take_template(std::string_view text);
    bool is_entry() const { return m_place == Place::refs || (m_place == Place::root && !m_is_version_1); }
    void say(std::string message);

    JsonStream& m_stream;
    Sink& m_sink;
    JsonHeader& m_header;
    Place m_place = Place::root;
    Place m_return_to = Place::root;
    std::size_t m_return_depth = 0;
    std::size_t m_depth = 0;
    std::string m_key;
    bool m_is_wanted = false;
    bool m_is_version_1 = false;
    bool m_has_refs = false;
    bool m_has_all = false;
    bool m_is_too_deep = false;
    bool m_is_no_object = false;
    std::int64_t m_version = 0;
    std::uint64_t m_entries = 0;

    rapidjson::StringBuffer m_captured;
    Writer m_writer;
    Use m_use = Use::entry;

    std::string m_url;
    std::uint64_t m_numbers[2] = {0, 0};
    std::size_t m_elements = 0;
    std::string m_bad_element;
};

}  // namespace cairn::references

#include "base/json/outline.hpp"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <string>
#include <utility>

#include "base/json/fault.hpp"
#include "base/json/object_builder.hpp"

namespace cairn::json {

namespace {

/// Keeps the members of the outermost object; stops where that is none.
class Outline : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Outline> {
  public:
    Value take() { return std::move(m_outline).take(); }

    bool Default() { return m_depth > 0 && keep({}); }
    bool RawNumber(const char*, rapidjson::SizeType, bool) { return Default(); }
    bool String(const char* text, rapidjson::SizeType size, bool) {
        return m_depth > 0 && (m_depth > 1 || keep(string({text, size})));
    }
    bool Key(const char* text, rapidjson::SizeType size, bool) {
        if (m_depth == 1) m_key.assign(text, size);
        return true;
    }
    bool StartObject() { return m_depth++ == 0 || keep(object(), 2); }
    bool EndObject(rapidjson::SizeType) { return m_depth-- > 0; }
    bool StartArray() { return m_depth++ > 0 && keep(array(), 2); }
    bool EndArray(rapidjson::SizeType) { return m_depth-- > 0; }

  private:
    /// `depth`: where a member of the outermost object is met. The first of two of one name counts.
    bool keep(Value value, std::size_t depth = 1) {
        if (m_depth == depth && !m_outline.contains(m_key)) m_outline.set(m_key, std::move(value));
        return true;
    }

    ObjectBuilder m_outline;
    std::string m_key;
    std::size_t m_depth = 0;
};

}  // namespace

std::optional<Value> outline(std::string_view text) {
    if (text.starts_with(k_byte_order_mark)) text.remove_prefix(k_byte_order_mark.size());
    constexpr unsigned k_flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
    rapidjson::MemoryStream stream(text.data(), text.size());
    rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, rapidjson::CrtAllocator> reader;
    Outline outline;
    const bool is_read = !reader.Parse<k_flags>(stream, outline).IsError() && stream.Tell() == text.size();
    return is_read ? std::optional(outline.take()) : std::nullopt;
}

}  // namespace cairn::json

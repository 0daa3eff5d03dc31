#include "builder/ledger/facts_text.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <charconv>
#include <unordered_map>

#include "base/json/parse.hpp"
#include "base/json/write.hpp"
#include "base/multihash.hpp"
#include "builder/cf/calendar.hpp"
#include "builder/facts/codec.hpp"
#include "builder/ledger/names.hpp"

namespace cairn::ledger {

template <>
struct Text<LonInterval> {
    static json::Value put(const LonInterval& value) {
        if (value.is_full()) return json::string("full");
        json::Value edges = json::array();
        if (value.is_empty()) return edges;
        json::push(edges, json::number(value.west_deg()));
        json::push(edges, json::number(value.east_deg()));
        return edges;
    }
    static bool get(const json::Value& json, LonInterval& value) {
        value = LonInterval();
        if (json.IsString()) value = LonInterval::full();
        if (json.IsString()) return json::view(json) == "full";
        if (!json.IsArray() || json.Empty()) return json.IsArray();
        if (json.Size() != 2 || !json[0].IsNumber() || !json[1].IsNumber()) return false;
        value = LonInterval::arc(json[0].GetDouble(), json[1].GetDouble());
        return true;
    }
};

/// An instant that RFC 3339 cannot write is its microseconds since 1970.
template <>
struct Text<UtcInstant> {
    static json::Value put(const UtcInstant& value) {
        if (is_writable(value)) return json::string(to_rfc3339(value));
        return json::integer(value.microseconds);
    }
    static bool get(const json::Value& json, UtcInstant& value) {
        if (json.IsInt64()) value.microseconds = json.GetInt64();
        if (!json.IsString()) return json.IsInt64();
        const auto instant = parse_rfc3339(json::view(json));
        value = instant.value_or(UtcInstant());
        return instant.has_value();
    }
};

/// The CF name of a calendar, which has no memory of its own.
template <>
struct Text<std::string_view> {
    static json::Value put(std::string_view value) { return json::string(value); }
    static bool get(const json::Value& json, std::string_view& value) {
        if (!json.IsString()) return false;
        const auto calendar = calendar_named(json::view(json));
        value = calendar ? name_of(*calendar) : std::string_view();
        return value == json::view(json);
    }
};

template <>
struct Text<StatedAttributes> {
    static json::Value put(const StatedAttributes& value) {
        json::Value object = json::array();
        for (const auto& [name, text] : value.texts()) {
            json::Value pair = json::array();
            json::push(pair, put_text(name));
            json::push(pair, put_text(text));
            json::push(object, std::move(pair));
        }
        return object;
    }
    static bool get(const json::Value& json, StatedAttributes& value) {
        std::vector<std::pair<std::string, std::string>> texts;
        if (!json.IsArray()) return false;
        for (const json::Value& pair : json.GetArray()) {
            auto& [name, text] = texts.emplace_back();
            if (!pair.IsArray() || pair.Size() != 2 || !get_text(pair[0], name) || !get_text(pair[1], text))
                return false;
        }
        value = StatedAttributes(std::move(texts));
        return true;
    }
};

namespace {

template <class T>
constexpr std::string_view k_part = {};
template <>
constexpr std::string_view k_part<Cube> = "cube";
template <>
constexpr std::string_view k_part<Outline> = "outline";
template <>
constexpr std::string_view k_part<Projection> = "projection";
template <>
constexpr std::string_view k_part<Description> = "description";
template <>
constexpr std::string_view k_part<OpenArguments> = "opening";

}  // namespace

json::Value put_real(double value) {
    if (std::isnan(value)) return json::string("nan");
    if (std::isinf(value)) return json::string(value > 0 ? "inf" : "-inf");
    return json::number(value);
}

bool get_real(const json::Value& json, double& value) {
    if (json.IsNumber()) value = json.GetDouble();
    if (!json.IsString()) return json.IsNumber();
    const std::string_view text = json::view(json);
    value = text == "nan" ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
    if (text == "-inf") value = -value;
    return text == "nan" || text == "inf" || text == "-inf";
}

json::Value put_text(const std::string& value) {
    if (is_utf8(value)) return json::string(value);
    std::string digits;
    for (const char byte : value) digits += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    json::Value object = json::object();
    json::set(object, "bytes", digits);
    return object;
}

bool get_text(const json::Value& json, std::string& value) {
    if (json.IsString()) value = json::view(json);
    if (json.IsString()) return true;
    const std::string_view digits = json::member_text(json, "bytes");
    value.clear();
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        unsigned byte = 0;
        const char* end = digits.data() + i + 2;
        if (std::from_chars(digits.data() + i, end, byte, 16).ptr != end) return false;
        value += static_cast<char>(byte);
    }
    return json.IsObject() && json.MemberCount() == 1 && digits.size() == 2 * value.size() && !value.empty();
}

/// Parts by their names while Facts are written and read.
struct SharedTexts::Parts {
    std::map<std::string, std::string>& texts;
    std::unordered_map<const void*, std::string> names = {};  ///< of what was written
    std::map<std::string, std::shared_ptr<const void>> known = {};
    std::vector<std::shared_ptr<const void>> written = {};  ///< kept, so that no address is used again

    template <class T>
    json::Value put(const std::shared_ptr<const T>& part) {
        // Each source has its own coverage.
        if constexpr (k_part<T>.empty()) {
            return ledger::put(*part, *this);
        } else {
            std::string& name = names[part.get()];
            if (name.empty()) {
                std::string text = json::write(ledger::put(*part, *this));
                name = fmt::format("{}-{:016x}", k_part<T>, XXH3_64bits(text.data(), text.size()));
                texts.emplace(name, std::move(text));
                written.push_back(part);
            }
            return json::string(name);
        }
    }

    template <class T>
    bool get(const json::Value& json, std::shared_ptr<const T>& part) {
        if constexpr (k_part<T>.empty()) {
            auto own = std::make_shared<T>();
            const bool is_sound = ledger::get(json, *own, *this);
            part = std::move(own);
            return is_sound;
        } else {
            const std::string name(json::text_or(json, {}));
            const auto text = texts.find(name);
            if (!name.starts_with(k_part<T>) || text == texts.end()) return false;
            std::shared_ptr<const void>& there = known[name];
            if (!there) there = read<T>(text->second);
            part = std::static_pointer_cast<const T>(there);
            return part != nullptr;
        }
    }

  private:
    template <class T>
    std::shared_ptr<const T> read(const std::string& text) {
        auto parsed = json::parse(text);
        const auto* value = std::get_if<json::Value>(&parsed);
        auto part = std::make_shared<T>();
        return value != nullptr && ledger::get(*value, *part, *this) ? part : nullptr;
    }
};

SharedTexts::SharedTexts() : m_parts(std::make_unique<Parts>(Parts{m_texts})) {}

SharedTexts::~SharedTexts() = default;

json::Value facts_value(const Facts& facts, SharedTexts& shared) {
    json::Value value = json::object();
    json::set(value, "format", put(facts.format, shared.parts()));
    json::set(value, "stamp", put(facts.fingerprint.stamp, shared.parts()));
    if (facts.understood) {
        json::set(value, "understood", put(*facts.understood, shared.parts()));
    } else {
        json::set(value, "problems", put(facts.problems, shared.parts()));
    }
    if (!facts.checksum.empty()) json::set(value, "checksum", facts.checksum);
    return value;
}

std::optional<Facts> facts_from(const json::Value& value, SharedTexts& shared) {
    Facts facts;
    const json::Value* format = json::find(value, "format");
    const json::Value* stamp = json::find(value, "stamp");
    const json::Value* understood = json::find(value, "understood");
    const json::Value* problems = json::find(value, "problems");
    const bool is_one_of_both = (understood == nullptr) != (problems == nullptr);
    facts.checksum = json::member_text(value, "checksum");
    const std::size_t expected = facts.checksum.empty() ? 3 : 4;
    const bool is_whole = format != nullptr && stamp != nullptr && is_one_of_both && value.MemberCount() == expected;
    const bool is_checked = facts.checksum.empty() || std::holds_alternative<std::string>(checked_multihash(facts.checksum));
    if (!is_whole || !is_checked) return std::nullopt;
    auto& parts = shared.parts();
    const bool are_sound = get(*format, facts.format, parts) && get(*stamp, facts.fingerprint.stamp, parts) &&
                           (problems != nullptr ? get(*problems, facts.problems, parts) && !facts.problems.empty()
                                                : get(*understood, facts.understood.emplace(), parts));
    return are_sound && is_sound(facts) ? std::optional(std::move(facts)) : std::nullopt;
}

}  // namespace cairn::ledger

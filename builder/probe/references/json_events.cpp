#include "builder/probe/references/json_events.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "base/codecs/base64.hpp"
#include "base/json/parse.hpp"
#include "builder/probe/zarr/reports.hpp"

namespace cairn::references {

namespace {

constexpr std::string_view k_base64 = "base64:";

/// What stands at the root beside, or around, the references of version 1.
bool is_section(std::string_view key) {
    return key == "version" || key == "templates" || key == "gen" || key == "refs";
}

}  // namespace

void JsonEvents::say(std::string message) {
    m_header.problems.push_back(zarr::problem_at("probe/bad-references", "", std::move(message)));
}

bool JsonEvents::Int64(std::int64_t value) {
    if (value >= 0) return Uint64(static_cast<std::uint64_t>(value));
    if (m_place == Place::target && m_depth == m_return_depth + 1) {
        m_stream.mark();
        bad_target(fmt::format("found {} for {}, expected no number below 0", value, element_name()));
        return true;
    }
    return scalar("a number", [value](auto& writer) { writer.Int64(value); });
}

bool JsonEvents::Uint64(std::uint64_t value) {
    if (m_place == Place::target && m_depth == m_return_depth + 1) {
        m_stream.mark();
        target_number(value);
        return true;
    }
    if (m_place == Place::root && m_depth == 1 && m_key == "version") {
        m_stream.mark();
        m_is_version_1 = true;
        m_version = static_cast<std::int64_t>(value);
        return true;
    }
    return scalar("a number", [value](auto& writer) { writer.Uint64(value); });
}

bool JsonEvents::Double(double value) {
    if (m_place == Place::target && m_depth == m_return_depth + 1) {
        m_stream.mark();
        bad_target(fmt::format("found {} for {}, expected an integer of 64 bits", value, element_name()));
        return true;
    }
    return scalar("a number", [value](auto& writer) { writer.Double(value); });
}

bool JsonEvents::String(const char* text, rapidjson::SizeType size, bool) {
    m_stream.mark();
    if (m_depth == 0) return !(m_is_no_object = true);
    const std::string_view value(text, size);
    switch (m_place) {
        case Place::captured:
            return m_writer.String(text, size) && limit_captured();
        case Place::target:
            if (m_depth != m_return_depth + 1) break;
            if (m_elements == 0) {
                m_url.assign(value);
            } else {
                bad_target(fmt::format("found a text for {}, expected an integer", element_name()));
                break;
            }
            ++m_elements;
            break;
        case Place::templates:
            take_template(value);
            break;
        case Place::root:
        case Place::refs:
            if (is_entry() && m_is_wanted) take_text(value);
            break;
        case Place::skipped:
            break;
    }
    return true;
}

bool JsonEvents::Key(const char* text, rapidjson::SizeType size, bool) {
    m_stream.mark();
    if (m_place == Place::captured) return m_writer.Key(text, size) && limit_captured();
    if (m_place == Place::skipped || m_place == Place::target) return true;
    m_key.assign(text, size);
    m_is_wanted = false;
    if (is_entry() && (m_place == Place::refs || !is_section(m_key))) {
        ++m_entries;
        m_is_wanted = m_sink.wants(m_key);
    }
    return true;
}

void JsonEvents::take_text(std::string_view text) {
    if (!text.starts_with(k_base64)) return m_sink.take_inline(m_key, text);
    const auto bytes = codecs::decode_base64(text.substr(k_base64.size()));
    if (!bytes) return m_sink.take_unusable(m_key, "found 'base64:' before what is no base64 (RFC 4648)");
    m_sink.take_inline(m_key, {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

void JsonEvents::take_template(std::string_view text) {
    if (m_header.templates.size() < k_most_templates) return m_header.templates.set(m_key, std::string(text));
    say(fmt::format("found more than {} templates; '{}' is left out", k_most_templates, m_key.substr(0, 100)));
}

bool JsonEvents::other_scalar(std::string_view kind) {
    if (m_place == Place::target && m_depth == m_return_depth + 1) {
        bad_target(fmt::format("found {} for {}", kind, element_name()));
    } else if (m_place == Place::templates) {
        say(fmt::format("the template '{}' is {}, expected a text; it is left out", m_key.substr(0, 100), kind));
    } else if (is_entry() && m_is_wanted) {
        m_sink.take_unusable(m_key,
                             fmt::format("found {}, expected a text, an object, or [url, offset, length]", kind));
    }
    return true;
}

void JsonEvents::target_number(std::uint64_t value) {
    if (m_elements == 0) {
        bad_target("found a number for a URL");
    } else {
        if (m_elements <= 2) m_numbers[m_elements - 1] = value;
        ++m_elements;
    }
}

std::string_view JsonEvents::element_name() const {
    return m_elements == 0 ? "a URL" : m_elements == 1 ? "an offset" : "a length";
}

void JsonEvents::bad_target(std::string_view found) {
    if (m_bad_element.empty()) m_bad_element = found;
    ++m_elements;
}

bool JsonEvents::start(bool is_object) {
    m_stream.mark();
    if (++m_depth > k_deepest) return !(m_is_too_deep = true);
    if (m_depth == 1) return is_object || !(m_is_no_object = true);
    switch (m_place) {
        case Place::captured:
            return (is_object ? m_writer.StartObject() : m_writer.StartArray()) && limit_captured();
        case Place::target:
            if (m_depth == m_return_depth + 2) bad_target("found a list in a list");
            return true;
        case Place::skipped:
            return true;
        case Place::templates:
            say(fmt::format("the template '{}' is no text; it is left out", m_key.substr(0, 100)));
            skip();
            return true;
        case Place::root:
            return start_at_root(is_object);
        case Place::refs:
            return start_entry(is_object);
    }
    return true;
}

bool JsonEvents::start_at_root(bool is_object) {
    if (m_key == "refs" && is_object) {
        m_is_version_1 = true;
        m_has_refs = true;
        m_has_all = false;
        m_place = Place::refs;
    } else if (m_key == "templates" && is_object) {
        m_place = Place::templates;
    } else if (m_key == "gen" && !is_object) {
        capture(Use::generators, is_object);
    } else {
        start_entry(is_object);
    }
    return true;
}

bool JsonEvents::start_entry(bool is_object) {
    if (!is_entry() || !m_is_wanted) {
        skip();
    } else if (is_object) {
        capture(Use::entry, is_object);
    } else {
        m_return_to = m_place;
        m_return_depth = m_depth - 1;
        m_place = Place::target;
        m_url.clear();
        m_numbers[0] = m_numbers[1] = 0;
        m_elements = 0;
        m_bad_element.clear();
    }
    return true;
}

void JsonEvents::skip() {
    m_return_to = m_place;
    m_return_depth = m_depth - 1;
    m_place = Place::skipped;
}

void JsonEvents::capture(Use use, bool is_object) {
    m_return_to = m_place;
    m_return_depth = m_depth - 1;
    m_place = Place::captured;
    m_use = use;
    m_captured.Clear();
    m_writer.Reset(m_captured);
    is_object ? m_writer.StartObject() : m_writer.StartArray();
}

bool JsonEvents::end(bool is_object) {
    m_stream.mark();
    --m_depth;
    if (m_place == Place::captured) {
        is_object ? m_writer.EndObject() : m_writer.EndArray();
    }
    const bool returns =
        m_place != Place::root && m_place != Place::refs && m_place != Place::templates && m_depth == m_return_depth;
    if (returns) {
        if (m_place == Place::captured) end_captured();
        if (m_place == Place::target) end_target();
        m_place = m_return_to;
    } else if (m_depth == 1) {
        m_has_all = m_has_all || m_place == Place::refs;
        m_place = Place::root;
    }
    return true;
}

bool JsonEvents::limit_captured() {
    if (m_captured.GetSize() <= k_largest_captured) return true;
    if (m_use == Use::entry) m_sink.take_unusable(m_key, "found an object that is too large");
    if (m_use == Use::generators) say("'gen' is too large; what it makes is left out");
    m_captured.Clear();
    m_captured.ShrinkToFit();
    m_place = Place::skipped;
    return true;
}

void JsonEvents::end_captured() {
    const std::string_view text(m_captured.GetString(), m_captured.GetSize());
    if (m_use == Use::entry) return m_sink.take_inline(m_key, text);
    auto parsed = json::parse(text, {.depth = k_deepest, .not_a_number = true});
    if (auto* value = std::get_if<json::Value>(&parsed)) m_header.generators = std::move(*value);
}

void JsonEvents::end_target() {
    if (m_bad_element.empty() && m_elements != 1 && m_elements != 3)
        m_bad_element = fmt::format("found a list of {} elements, expected [url] or [url, offset, length]", m_elements);
    if (!m_bad_element.empty()) return m_sink.take_unusable(m_key, m_bad_element);
    std::uint64_t end = 0;
    if (__builtin_add_overflow(m_numbers[0], m_numbers[1], &end))
        return m_sink.take_unusable(m_key, fmt::format("the offset {} and the length {} together overflow 64 bits",
                                                       m_numbers[0], m_numbers[1]));
    m_sink.take_target(
        m_key, {.url = m_url, .offset = m_numbers[0], .length = m_numbers[1], .is_whole_file = m_elements == 1});
}

}  // namespace cairn::references

#include "builder/probe/references/generators.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cairn::references {

namespace {

constexpr std::uint64_t k_usual_bytes = 64;  ///< that a reference would have, were it written out

constexpr std::size_t k_most_dimensions = 16;

struct Bad {
    std::string why;
};

struct Range {
    std::string name;
    std::int64_t start = 0;
    std::int64_t step = 1;
    std::uint64_t count = 0;
    std::vector<Term> values;  ///< of a list; else start and step say them

    Term at(std::uint64_t i) const {
        // Within start and stop, which fit.
        return values.empty() ? Term(static_cast<std::int64_t>(static_cast<std::uint64_t>(start) +
                                                               i * static_cast<std::uint64_t>(step)))
                              : values[i];
    }
};

std::int64_t whole_number(const json::Value& value, std::string_view what) {
    if (!value.IsInt64()) throw Bad{fmt::format("{} is no integer of 64 bits", what)};
    return value.GetInt64();
}

std::int64_t member_number(const json::Value& object, const char* name, std::int64_t otherwise) {
    const json::Value* member = json::find(object, name);
    return member == nullptr ? otherwise : whole_number(*member, fmt::format("'{}' of a dimension", name));
}

/// How many numbers Python's range has.
std::uint64_t count_of(std::int64_t start, std::int64_t stop, std::int64_t step) {
    if (step == 0) throw Bad{"a dimension has a step of 0"};
    if (step > 0 ? start >= stop : start <= stop) return 0;
    const std::uint64_t span = step > 0 ? static_cast<std::uint64_t>(stop) - static_cast<std::uint64_t>(start)
                                        : static_cast<std::uint64_t>(start) - static_cast<std::uint64_t>(stop);
    const std::uint64_t size = step > 0 ? static_cast<std::uint64_t>(step) : 0 - static_cast<std::uint64_t>(step);
    return (span - 1) / size + 1;
}

Range range_of(std::string name, const json::Value& value) {
    Range range;
    range.name = std::move(name);
    if (value.IsArray()) {
        for (const json::Value& element : value.GetArray()) {
            if (element.IsString()) {
                range.values.emplace_back(std::string(json::view(element)));
            } else {
                range.values.emplace_back(whole_number(element, "a value of a dimension"));
            }
        }
        range.count = range.values.size();
        return range;
    }
    if (!value.IsObject() || json::find(value, "stop") == nullptr)
        throw Bad{fmt::format("the dimension '{}' is neither a list nor a range with 'stop'", range.name)};
    range.start = member_number(value, "start", 0);
    range.step = member_number(value, "step", 1);
    range.count = count_of(range.start, member_number(value, "stop", 0), range.step);
    return range;
}

/// An integer, or a text that becomes one.
class NumberText {
  public:
    NumberText(const json::Value& value, const char* what) : m_what(what) {
        if (value.IsUint64()) {
            m_fixed = value.GetUint64();
        } else if (value.IsString()) {
            m_text = std::string(json::view(value));
        } else {
            throw Bad{fmt::format("'{}' is neither a text nor an integer of at least 0", what)};
        }
    }

    std::uint64_t value(const Templates& templates, const Names& names) const {
        if (m_fixed) return *m_fixed;
        const Expansion expansion = templates.expand(m_text, names);
        if (!expansion.why_not.empty()) throw Bad{expansion.why_not};
        return parsed(expansion.text);
    }

  private:
    std::uint64_t parsed(std::string_view text) const {
        while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
        while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
        std::uint64_t number = 0;
        bool good = !text.empty();
        for (const char c : text) {
            good = good && c >= '0' && c <= '9' && !__builtin_mul_overflow(number, std::uint64_t{10}, &number) &&
                   !__builtin_add_overflow(number, static_cast<std::uint64_t>(c - '0'), &number);
        }
        if (!good)
            throw Bad{fmt::format("'{}' becomes '{}', expected an integer of at least 0", m_what, text.substr(0, 40))};
        return number;
    }

    const char* m_what;
    std::optional<std::uint64_t> m_fixed;
    std::string m_text;
};

const json::Value& needed(const json::Value& generator, const char* name) {
    const json::Value* member = json::find(generator, name);
    if (member == nullptr) throw Bad{fmt::format("it has no '{}'", name)};
    return *member;
}

std::string needed_text(const json::Value& generator, const char* name) {
    const json::Value& member = needed(generator, name);
    if (!member.IsString()) throw Bad{fmt::format("its '{}' is no text", name)};
    return std::string(json::view(member));
}

class Generator {
  public:
    Generator(const json::Value& value, const Templates& templates) : m_templates(templates) {
        if (!value.IsObject()) throw Bad{fmt::format("found a {}, expected an object", json::kind_name(value))};
        m_key = needed_text(value, "key");
        m_url = needed_text(value, "url");
        const json::Value* offset = json::find(value, "offset");
        const json::Value* length = json::find(value, "length");
        if ((offset == nullptr) != (length == nullptr))
            throw Bad{"it has only one of 'offset' and 'length', expected both or none"};
        if (offset != nullptr) m_offset.emplace(*offset, "offset");
        if (length != nullptr) m_length.emplace(*length, "length");
        const json::Value& dimensions = needed(value, "dimensions");
        if (!dimensions.IsObject() || dimensions.MemberCount() > k_most_dimensions)
            throw Bad{fmt::format("its 'dimensions' are no object of at most {} members", k_most_dimensions)};
        for (const auto& member : dimensions.GetObject())
            m_ranges.push_back(range_of(std::string(json::view(member.name)), member.value));
    }

    /// nullopt: more than 64 bits can count.
    std::optional<std::uint64_t> count() const {
        std::uint64_t product = 1;
        for (const Range& range : m_ranges)
            if (range.count == 0) return 0;
        for (const Range& range : m_ranges)
            if (__builtin_mul_overflow(product, range.count, &product)) return std::nullopt;
        return product;
    }

    void run(std::uint64_t count, Sink& sink, TimeLimit* time) const {
        Names names = m_templates.with({});
        for (std::uint64_t number = 0; number < count; ++number) {
            std::uint64_t rest = number;
            for (std::size_t i = m_ranges.size(); i > 0; --i) {
                const Range& range = m_ranges[i - 1];
                names.insert_or_assign(range.name, range.at(rest % range.count));
                rest /= range.count;
            }
            make(names, sink);
            if (time == nullptr) continue;
            time->allow_for(k_usual_bytes);
            time->step();
        }
    }

  private:
    std::string expanded(const std::string& text, const Names& names) const {
        Expansion expansion = m_templates.expand(text, names);
        if (!expansion.why_not.empty()) throw Bad{std::move(expansion.why_not)};
        return std::move(expansion.text);
    }

    void make(const Names& names, Sink& sink) const {
        const std::string key = expanded(m_key, names);
        if (!sink.wants(key)) return;
        const std::string url = expanded(m_url, names);
        Target target{.url = url, .is_whole_file = !m_offset};
        if (m_offset) target.offset = m_offset->value(m_templates, names);
        if (m_length) target.length = m_length->value(m_templates, names);
        sink.take_target(key, target);
    }

    const Templates& m_templates;
    std::string m_key;
    std::string m_url;
    std::optional<NumberText> m_offset;
    std::optional<NumberText> m_length;
    std::vector<Range> m_ranges;
};

}  // namespace

void generate(const json::Value& generators, const Templates& templates, Sink& sink, TimeLimit* time) {
    if (!generators.IsArray()) return;
    std::uint64_t left = k_most_generated;
    rapidjson::SizeType number = 0;
    for (const json::Value& value : generators.GetArray()) {
        try {
            const Generator generator(value, templates);
            const std::optional<std::uint64_t> count = generator.count();
            if (!count || *count > left)
                throw Bad{fmt::format("it gives {} references, at most {} of one set are made",
                                      count ? std::to_string(*count) : "more than 2^64", k_most_generated)};
            left -= *count;
            generator.run(*count, sink, time);
        } catch (const Bad& bad) {
            sink.take_unusable(fmt::format("gen/{}", number), bad.why);
        }
        ++number;
    }
}

}  // namespace cairn::references

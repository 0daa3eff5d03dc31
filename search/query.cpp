#include "search/query.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <charconv>

#include "base/json/parse.hpp"

namespace cairn::search {

namespace {

/// What is wrong with an option; ends the reading of all.
struct Complaint {
    std::string text;
};

std::set<std::string> list_of(const std::vector<std::string>& texts) {
    std::set<std::string> all;
    for (const std::string& text : texts) {
        std::string one;
        for (std::size_t i = 0; i <= text.size(); ++i) {
            if (i == text.size() || text[i] == ',') {
                if (!one.empty()) all.insert(one);
                one.clear();
            } else {
                if (text[i] == '\\' && i + 1 < text.size()) ++i;
                one += text[i];
            }
        }
    }
    return all;
}

std::optional<double> number_of(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Box read_box(const std::string& text) {
    std::vector<double> numbers;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const auto number = number_of(std::string_view(text).substr(begin, end - begin));
        if (!number)
            throw Complaint{fmt::format("--bbox: found '{}', expected a number", text.substr(begin, end - begin))};
        numbers.push_back(*number);
        begin = end + 1;
    }
    const auto box = box_of(numbers);
    if (!box)
        throw Complaint{fmt::format(
            "--bbox: found '{}', expected WEST,SOUTH,EAST,NORTH or WEST,SOUTH,BOTTOM,EAST,NORTH,TOP in degrees, south "
            "not above north",
            text)};
    return *box;
}

Shape read_shape(const std::string& text) {
    const auto parsed = json::parse(text);
    if (const auto* error = std::get_if<json::ParseError>(&parsed))
        throw Complaint{fmt::format("--intersects: line {}, column {}: {}", error->position.line,
                                    error->position.column, error->message)};
    const auto shape = shape_of(std::get<json::Value>(parsed));
    if (!shape)
        throw Complaint{"--intersects: expected a GeoJSON geometry, Feature or FeatureCollection with positions"};
    return *shape;
}

/// A text that differs when a condition does.
std::string digest_of(const QueryTexts& texts) {
    std::string all = texts.type;
    const auto add = [&all](char name, const std::string& text) {
        all += fmt::format("\n{}{}:", name, text.size());
        all += text;
    };
    const auto add_list = [&](char name, const std::vector<std::string>& list) {
        for (const std::string& text : list_of(list)) add(name, text);
    };
    add_list('c', texts.collections);
    add_list('i', texts.items);
    add_list('d', texts.ids);
    add_list('r', texts.roles);
    add_list('v', texts.variables);
    add('t', texts.datetime);
    add('b', texts.bbox);
    add('s', texts.intersects);
    add('w', texts.where);
    return fmt::format("{:016x}", XXH64(all.data(), all.size(), 0));
}

Position read_after(const std::string& token, const std::string& digest) {
    const auto read = read_token(token);
    if (!read) throw Complaint{"--page-token: this is no token of a search"};
    if (read->query_digest != digest)
        throw Complaint{"--page-token: the token belongs to another query; ask again with the same conditions"};
    return read->position;
}

Query read_all(const QueryTexts& texts) {
    Query query;
    query.wanted = texts.type == "items" ? Wanted::items : Wanted::assets;
    query.collections = list_of(texts.collections);
    query.items = list_of(texts.items);
    query.ids = list_of(texts.ids);
    query.roles = list_of(texts.roles);
    query.variables = list_of(texts.variables);
    if (query.wanted == Wanted::items && !query.roles.empty())
        throw Complaint{"--roles is a condition on assets; leave --type items out"};
    if (!texts.datetime.empty()) {
        const auto span = parse_datetime(texts.datetime);
        if (const auto* wrong = std::get_if<std::string>(&span)) throw Complaint{"--datetime: " + *wrong};
        query.time = std::get<TimeSpan>(span);
    }
    if (!texts.bbox.empty()) query.box = read_box(texts.bbox);
    if (!texts.intersects.empty()) {
        query.shape = read_shape(texts.intersects);
        query.shape_box = query.shape->box();
    }
    if (!texts.where.empty()) {
        auto expression = Expression::parse(texts.where);
        if (const auto* wrong = std::get_if<std::string>(&expression)) throw Complaint{"--where: " + *wrong};
        query.where = std::move(std::get<Expression>(expression));
    }
    query.digest = digest_of(texts);
    if (!texts.page_token.empty()) query.after = read_after(texts.page_token, query.digest);
    return query;
}

}  // namespace

std::variant<Query, std::string> query_of(const QueryTexts& texts) {
    try {
        return read_all(texts);
    } catch (const Complaint& complaint) {
        return complaint.text;
    }
}

}  // namespace cairn::search

#include "base/glob.hpp"

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

/// Takes one code point from the front of `text`. A byte that begins no UTF-8 sequence is a character of its own,
/// beyond Unicode.
char32_t take_code_point(std::string_view& text) {
    constexpr char32_t k_beyond_unicode = 0x110000;
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code_point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    bool well_formed = length > 0 && length <= text.size();
    for (std::size_t i = 1; well_formed && i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        well_formed = (next & 0xC0U) == 0x80U;
        code_point = (code_point << 6) | (next & 0x3FU);
    }
    text.remove_prefix(well_formed ? length : 1);
    return well_formed ? code_point : k_beyond_unicode + lead;
}

std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> result;
    result.reserve(text.size());
    while (!text.empty()) result.push_back(take_code_point(text));
    return result;
}

}  // namespace

/// The steps that are alive: each at most once, so that the work for one character is bounded by the pattern's length.
class Glob::States {
  public:
    explicit States(std::size_t steps) : m_seen(steps, 0) {}

    void clear() {
        m_alive.clear();
        ++m_generation;
    }
    bool insert(std::size_t step) {
        if (m_seen[step] == m_generation) return false;
        m_seen[step] = m_generation;
        return true;
    }
    void keep(std::size_t step) { m_alive.push_back(step); }
    const std::vector<std::size_t>& alive() const { return m_alive; }
    std::vector<std::size_t>& waiting() { return m_waiting; }

  private:
    std::vector<std::size_t> m_seen;  ///< the generation in which a step was last entered
    std::vector<std::size_t> m_alive;
    std::vector<std::size_t> m_waiting;
    std::size_t m_generation = 1;
};

/// Thompson's construction, without recursion: braces may nest as deep as the pattern is long.
class GlobCompiler {
  public:
    GlobCompiler(Glob& glob, std::string_view pattern) : m_glob(glob), m_text(code_points(pattern)) {
        find_braces();
        while (m_at < m_text.size()) take_token();
        emit(Op::match);
    }

  private:
    using Op = Glob::Op;

    /// An open brace: its latest split, and the jumps that leave its alternatives.
    struct Alternatives {
        std::size_t split = 0;
        std::vector<std::size_t> exits;
    };

    std::size_t here() const { return m_glob.m_steps.size(); }
    std::size_t emit(Op op, std::size_t first = 0, std::size_t second = 0) {
        m_glob.m_steps.push_back({op, first, second});
        return here() - 1;
    }
    bool next_is(std::size_t offset, char32_t c) const {
        return m_at + offset < m_text.size() && m_text[m_at + offset] == c;
    }

    /// Marks the braces that have a partner; the others are plain characters.
    void find_braces() {
        m_is_brace.assign(m_text.size(), false);
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < m_text.size(); ++i) {
            if (m_text[i] == '\\') {
                ++i;
            } else if (m_text[i] == '[') {
                i = end_of_class(i).value_or(i);
            } else if (m_text[i] == '{') {
                open.push_back(i);
            } else if (m_text[i] == '}' && !open.empty()) {
                m_is_brace[open.back()] = m_is_brace[i] = true;
                open.pop_back();
            }
        }
    }

    /// Where the ']' of a class that begins at `begin` stands.
    std::optional<std::size_t> end_of_class(std::size_t begin) const {
        std::size_t i = begin + 1;
        if (i < m_text.size() && (m_text[i] == '!' || m_text[i] == '^')) ++i;
        if (i < m_text.size() && m_text[i] == ']') ++i;
        if (begin >= m_no_class_from) return std::nullopt;
        for (; i < m_text.size(); ++i) {
            if (m_text[i] == '\\') {
                ++i;
            } else if (m_text[i] == ']') {
                return i;
            }
        }
        m_no_class_from = begin;  // "[[[[[..." is searched once, not once for each bracket
        return std::nullopt;
    }

    void take_token() {
        const char32_t c = m_text[m_at];
        const bool component_begins = m_component_begins;
        m_component_begins = c == '/';
        if (c == '*') {
            take_star(component_begins);
        } else if (c == '?') {
            emit(Op::any_but_slash);
            ++m_at;
        } else if (c == '[' && end_of_class(m_at)) {
            take_class(*end_of_class(m_at));
        } else if ((c == '{' || c == '}') && m_is_brace[m_at]) {
            m_component_begins = c == '{' && component_begins;
            c == '{' ? open_brace(component_begins) : close_brace();
            ++m_at;
        } else if (c == ',' && !m_open.empty()) {
            next_alternative();
            ++m_at;
        } else {
            if (c == '\\' && m_at + 1 < m_text.size()) ++m_at;
            emit(Op::character, m_text[m_at++]);
        }
    }

    void emit_any(Op op) {
        const std::size_t loop = emit(Op::split, here() + 1, here() + 3);
        emit(op);
        emit(Op::jump, loop);
    }

    void take_star(bool component_begins) {
        if (!next_is(1, '*')) {
            emit_any(Op::any_but_slash);
            ++m_at;
        } else if (component_begins && next_is(2, '/')) {
            const std::size_t optional = emit(Op::split, here() + 1);
            emit_any(Op::any);
            emit(Op::character, '/');
            m_glob.m_steps[optional].second = here();
            m_at += 3;
            m_component_begins = true;
        } else {
            emit_any(Op::any);
            while (next_is(0, '*')) ++m_at;
        }
    }

    void take_class(std::size_t end) {
        Glob::Class set;
        ++m_at;
        if (m_text[m_at] == '!' || m_text[m_at] == '^') {
            set.negated = true;
            ++m_at;
        }
        const auto take = [&] {
            if (m_text[m_at] == '\\' && m_at + 1 < end) ++m_at;
            return m_text[m_at++];
        };
        while (m_at < end) {
            const char32_t low = take();
            const bool range = m_at + 1 < end && m_text[m_at] == '-';
            if (range) ++m_at;
            set.ranges.emplace_back(low, range ? take() : low);
        }
        m_glob.m_classes.push_back(std::move(set));
        emit(Op::one_of, m_glob.m_classes.size() - 1);
        m_at = end + 1;
    }

    void open_brace(bool component_begins) {
        m_open.push_back({emit(Op::split, here() + 1), {}});
        m_brace_begins_component.push_back(component_begins);
    }

    void next_alternative() {
        m_open.back().exits.push_back(emit(Op::jump));
        m_glob.m_steps[m_open.back().split].second = here();
        m_open.back().split = emit(Op::split, here() + 1);
        m_component_begins = m_brace_begins_component.back();
    }

    void close_brace() {
        Glob::Step& last = m_glob.m_steps[m_open.back().split];
        last.second = last.first;  // the last alternative has no other beside it
        for (const std::size_t exit : m_open.back().exits) m_glob.m_steps[exit].first = here();
        m_open.pop_back();
        m_brace_begins_component.pop_back();
    }

    Glob& m_glob;
    std::vector<char32_t> m_text;
    std::vector<bool> m_is_brace;
    std::vector<Alternatives> m_open;
    std::vector<bool> m_brace_begins_component;
    mutable std::size_t m_no_class_from = static_cast<std::size_t>(-1);
    std::size_t m_at = 0;
    bool m_component_begins = true;
};

Glob::Glob(std::string_view pattern, TreeRoot tree_root) {
    m_by_name = pattern.find('/') == std::string_view::npos;
    if (!m_by_name && pattern.front() == '/') pattern.remove_prefix(1);
    const std::string below =
        !pattern.empty() && pattern.back() == '/' ? std::string(pattern) + "**" : std::string(pattern);
    GlobCompiler(*this, below);
    if (tree_root == TreeRoot::wanted && below.size() > 3 && below.ends_with("/**")) {
        // "/" in front: "x" alone would match by name, at any depth.
        m_tree_root.push_back(Glob("/" + below.substr(0, below.size() - 3), TreeRoot::passed_over));
    }
}

bool Glob::accepts(const Step& step, char32_t c) const {
    switch (step.op) {
        case Op::character:
            return c == step.first;
        case Op::any:
            return true;
        case Op::any_but_slash:
            return c != '/';
        case Op::one_of: {
            const Class& set = m_classes[step.first];
            const bool in_ranges = std::any_of(set.ranges.begin(), set.ranges.end(), [c](const auto& range) {
                return range.first <= c && c <= range.second;
            });
            return c != '/' && in_ranges != set.negated;
        }
        default:
            return false;
    }
}

void Glob::enter(States& states, std::size_t step) const {
    states.waiting().push_back(step);
    while (!states.waiting().empty()) {
        const std::size_t at = states.waiting().back();
        states.waiting().pop_back();
        if (!states.insert(at)) continue;
        if (m_steps[at].op == Op::split) states.waiting().push_back(m_steps[at].second);
        if (m_steps[at].op == Op::split || m_steps[at].op == Op::jump) {
            states.waiting().push_back(m_steps[at].first);
        } else {
            states.keep(at);
        }
    }
}

bool Glob::run(std::string_view text, bool whole) const {
    States now(m_steps.size());
    States next(m_steps.size());
    enter(now, 0);
    while (!text.empty() && !now.alive().empty()) {
        const char32_t c = take_code_point(text);
        next.clear();
        for (const std::size_t step : now.alive()) {
            if (accepts(m_steps[step], c)) enter(next, step + 1);
        }
        std::swap(now, next);
    }
    if (!whole) return !now.alive().empty();
    return std::any_of(now.alive().begin(), now.alive().end(),
                       [this](std::size_t step) { return m_steps[step].op == Op::match; });
}

bool Glob::matches(std::string_view relative_path) const {
    if (m_by_name) {
        const std::size_t slash = relative_path.rfind('/');
        if (slash != std::string_view::npos) relative_path.remove_prefix(slash + 1);
    }
    return run(relative_path, true);
}

bool Glob::takes_folder(std::string_view relative_path) const {
    return matches(relative_path) || (!m_tree_root.empty() && m_tree_root.front().matches(relative_path));
}

bool Glob::can_match_below(std::string_view relative_path) const {
    if (m_by_name || relative_path.empty()) return true;
    return run(std::string(relative_path) + '/', false);
}

bool glob_matches(std::string_view pattern, std::string_view relative_path) {
    return Glob(pattern).matches(relative_path);
}

}  // namespace cairn

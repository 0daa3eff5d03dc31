#include "builder/ledger/ledger.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

#include "base/json/parse.hpp"
#include "base/json/write.hpp"
#include "builder/ledger/facts_text.hpp"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 4> k_states{"removed", "unreadable", "waiting", "offline"};

constexpr std::string_view k_quarantined = "quarantined";

json::Value line_of(const SourceKey& key, std::string_view state, std::int64_t since_s) {
    json::Value line = json::object();
    json::set(line, "archive", key.first);
    json::set(line, "path", key.second);
    json::set(line, "state", state);
    json::set(line, "since", to_rfc3339({since_s * 1'000'000}));
    return line;
}

std::string line_of(const SourceKey& key, const LedgerEntry& entry, ledger::SharedTexts& shared) {
    json::Value line = line_of(key, k_states[static_cast<std::size_t>(entry.why)], entry.since_s);
    json::set(line, "facts", ledger::facts_value(entry.facts, shared));
    return json::write(line) + '\n';
}

std::string line_of(const SourceKey& key, const Quarantined& entry, ledger::SharedTexts& shared) {
    json::Value line = line_of(key, k_quarantined, entry.since_s);
    json::set(line, "tried", to_rfc3339({entry.tried_s * 1'000'000}));
    json::set(line, "with", fmt::format("{:016x}", entry.with));
    json::set(line, "facts", ledger::facts_value(entry.facts, shared));
    return json::write(line) + '\n';
}

std::optional<std::uint64_t> hash_from(std::string_view digits) {
    std::uint64_t hash = 0;
    const char* end = digits.data() + digits.size();
    const bool is_hash = digits.size() == 16 && std::from_chars(digits.data(), end, hash, 16).ptr == end;
    return is_hash ? std::optional(hash) : std::nullopt;
}

std::optional<Absent> state_named(std::string_view name) {
    for (std::size_t i = 0; i < k_states.size(); ++i) {
        if (k_states[i] == name) return static_cast<Absent>(i);
    }
    return std::nullopt;
}

/// Reads a ledger line by line.
class LedgerReading {
  public:
    std::variant<Ledger, std::string> read(std::string_view text) {
        if (std::string fault = read_first(take_line(text)); !fault.empty()) return fault;
        for (m_line = 2; !text.empty(); ++m_line) {
            if (!read_line(take_line(text))) return damaged(fmt::format("line {} is none of a ledger", m_line));
        }
        if (m_line - 2 != m_promised) {
            return damaged(
                fmt::format("it promises {} lines and has {}; if you took lines out on purpose, mend `lines` "
                            "in its first line",
                            m_promised, m_line - 2));
        }
        return std::move(m_ledger);
    }

  private:
    static std::string damaged(const std::string& how) {
        return "is damaged (" + how +
               "): put back a copy of it; without one move it away, and what is only known from it (files that were "
               "removed, or cannot be read) goes from the catalog";
    }

    static std::string_view take_line(std::string_view& text) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        return line;
    }

    std::string read_first(std::string_view line) {
        const auto parsed = json::parse(line);
        const auto* first = std::get_if<json::Value>(&parsed);
        const json::Value* version = first == nullptr ? nullptr : json::find(*first, "cairn_ledger");
        if (version == nullptr || !version->IsUint64())
            return "is no ledger: its first line is not {\"cairn_ledger\":...}; move it away, or name another file "
                   "with "
                   "--ledger";
        if (version->GetUint64() > k_ledger_version) {
            return fmt::format(
                "was written by a newer cairn (version {}, this one knows {}): run that one, or name "
                "another file with --ledger",
                version->GetUint64(), k_ledger_version);
        }
        const json::Value* lines = json::find(*first, "lines");
        if (lines == nullptr || !lines->IsUint64()) return damaged("its first line has no `lines`");
        m_promised = lines->GetUint64();
        return {};
    }

    bool read_line(std::string_view text) {
        const auto parsed = json::parse(text);
        const auto* line = std::get_if<json::Value>(&parsed);
        if (line == nullptr || !line->IsObject()) return false;
        if (const std::string_view part = json::member_text(*line, "part"); !part.empty()) {
            const json::Value* value = json::find(*line, "value");
            if (value != nullptr) m_shared.add(std::string(part), json::write(*value));
            return value != nullptr;
        }
        return read_entry(*line);
    }

    bool read_entry(const json::Value& line) {
        const std::string_view state = json::member_text(line, "state");
        const auto since = parse_rfc3339(json::member_text(line, "since"));
        const json::Value* value = json::find(line, "facts");
        if (!since || value == nullptr || !value->IsObject()) return false;
        std::optional<Facts> facts = ledger::facts_from(*value, m_shared);
        SourceKey key(json::member_text(line, "archive"), json::member_text(line, "path"));
        if (!facts || key.first.empty() || key.second.empty()) return false;
        const std::int64_t since_s = since->microseconds / 1'000'000;
        if (facts->understood.has_value() != (state != k_quarantined)) return false;
        if (state == k_quarantined) return read_quarantined(line, std::move(key), since_s, *std::move(facts));
        const auto why = state_named(state);
        return why && m_ledger.kept.try_emplace(std::move(key), LedgerEntry{*why, since_s, *std::move(facts)}).second;
    }

    bool read_quarantined(const json::Value& line, SourceKey key, std::int64_t since_s, Facts facts) {
        const auto tried = parse_rfc3339(json::member_text(line, "tried"));
        const auto with = hash_from(json::member_text(line, "with"));
        if (!tried || !with) return false;
        return m_ledger.quarantined
            .try_emplace(std::move(key), Quarantined{since_s, tried->microseconds / 1'000'000, *with, std::move(facts)})
            .second;
    }

    Ledger m_ledger;
    ledger::SharedTexts m_shared;
    std::uint64_t m_promised = 0;
    std::uint64_t m_line = 1;
};

}  // namespace

std::string ledger_text(const Ledger& ledger) {
    ledger::SharedTexts shared;
    std::string entries;
    for (const auto& [key, entry] : ledger.kept) entries += line_of(key, entry, shared);
    for (const auto& [key, entry] : ledger.quarantined) entries += line_of(key, entry, shared);
    std::string text = fmt::format("{{\"cairn_ledger\":{},\"lines\":{}}}\n", k_ledger_version,
                                   shared.texts().size() + ledger.kept.size() + ledger.quarantined.size());
    for (const auto& [name, part] : shared.texts())
        text += fmt::format("{{\"part\":\"{}\",\"value\":{}}}\n", name, part);
    return text + entries;
}

std::variant<Ledger, std::string> parse_ledger(std::string_view text) { return LedgerReading().read(text); }

}  // namespace cairn

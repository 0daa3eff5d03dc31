#include "builder/ledger/ledger.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "base/json/parse.hpp"
#include "base/json/write.hpp"
#include "builder/ledger/facts_text.hpp"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 3> k_states{"removed", "unreadable", "waiting"};

std::string line_of(const std::pair<std::string, std::string>& key, const LedgerEntry& entry,
                    ledger::SharedTexts& shared) {
    json::Value line = json::object();
    json::set(line, "archive", key.first);
    json::set(line, "path", key.second);
    json::set(line, "state", k_states[static_cast<std::size_t>(entry.why)]);
    json::set(line, "since", to_rfc3339({entry.since_s * 1'000'000}));
    json::set(line, "facts", ledger::facts_value(entry.facts, shared));
    return json::write(line) + '\n';
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
        const auto why = state_named(json::member_text(line, "state"));
        const auto since = parse_rfc3339(json::member_text(line, "since"));
        const json::Value* value = json::find(line, "facts");
        if (!why || !since || value == nullptr || !value->IsObject()) return false;
        std::optional<Facts> facts = ledger::facts_from(*value, m_shared);
        std::pair<std::string, std::string> key(json::member_text(line, "archive"), json::member_text(line, "path"));
        if (!facts || key.first.empty() || key.second.empty()) return false;
        return m_ledger
            .try_emplace(std::move(key), LedgerEntry{*why, since->microseconds / 1'000'000, *std::move(facts)})
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
    for (const auto& [key, entry] : ledger) entries += line_of(key, entry, shared);
    std::string text =
        fmt::format("{{\"cairn_ledger\":{},\"lines\":{}}}\n", k_ledger_version, shared.texts().size() + ledger.size());
    for (const auto& [name, part] : shared.texts())
        text += fmt::format("{{\"part\":\"{}\",\"value\":{}}}\n", name, part);
    return text + entries;
}

std::variant<Ledger, std::string> parse_ledger(std::string_view text) { return LedgerReading().read(text); }

}  // namespace cairn

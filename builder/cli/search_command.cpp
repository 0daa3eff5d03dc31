#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

#include "base/amounts.hpp"
#include "base/end_on_signals.hpp"
#include "builder/cli/commands.hpp"
#include "search/documents.hpp"
#include "search/formats.hpp"
#include "search/open.hpp"
#include "search/tables_index.hpp"

namespace cairn {

namespace {

/// Standard output, or the file of --output.
class Answers {
  public:
    explicit Answers(const std::string& path) : m_path(path) {
        if (!path.empty()) m_file.open(path, std::ios::binary | std::ios::trunc);
        if (!path.empty() && !m_file) throw std::runtime_error(complaint());
    }
    /// False when nobody reads any more.
    bool write(std::string_view text) {
        stream().write(text.data(), static_cast<std::streamsize>(text.size()));
        if (stream().good()) return true;
        if (!m_path.empty()) throw std::runtime_error(complaint());
        return false;
    }
    void finish() {
        if (m_path.empty()) return;
        m_file.close();
        if (!m_file) throw std::runtime_error(complaint());
    }

  private:
    std::ostream& stream() { return m_path.empty() ? std::cout : m_file; }
    std::string complaint() const { return "the answers cannot be written to " + m_path; }

    std::string m_path;
    std::ofstream m_file;
};

/// Writes answers until there are as many as are wanted.
class AnswerWriter {
  public:
    AnswerWriter(const search::Format& format, const search::Query& query, std::uint64_t limit, Answers& answers)
        : m_format(format), m_query(query), m_limit(limit), m_answers(answers) {}

    bool take(const search::Rendered& answer) {
        if (!answer.text.empty()) {
            const bool is_first = m_ending.returned == 0;
            const bool is_read = m_answers.write((is_first ? m_format.begin() : m_format.between()) + answer.text);
            if (!is_read) return false;
            ++m_ending.returned;
        }
        if (m_ending.returned < m_limit) return true;
        m_ending.page_token = search::token_of(answer.position, m_query.digest);
        return false;
    }
    void finish() {
        m_answers.write(m_ending.returned > 0 ? m_format.end(m_ending) : m_format.nothing());
        m_answers.finish();
    }
    const search::Ending& ending() const { return m_ending; }

  private:
    const search::Format& m_format;
    const search::Query& m_query;
    std::uint64_t m_limit;
    Answers& m_answers;
    search::Ending m_ending;
};

std::string read_geometry(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || text[first] == '{') return text;
    std::ifstream file(text, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file) throw std::invalid_argument("--intersects: " + text + " cannot be read");
    return bytes;
}

std::size_t threads_of(std::size_t jobs) {
    return jobs != 0 ? jobs : std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

search::Source source_of(const std::string& index) {
    if (index == "pages") return search::Source::pages;
    return index == "parquet" ? search::Source::tables : search::Source::cheapest;
}

/// "asset" of "assets".
std::string_view one_of(std::string_view type) { return type.substr(0, type.size() - 1); }

void tell(Console& console, const SearchCommand& command, const search::Ending& ending,
          const search::TablesIndex& index, const Traffic& traffic) {
    const std::string tables = index.tables() > 0 ? " and " + counted(index.tables(), "table") : "";
    console.info(fmt::format("{}; read {}{} in {}, {}", counted(ending.returned, one_of(command.query.type)),
                             counted(index.documents(), "document"), tables, counted(traffic.requests, "request"),
                             counted(traffic.bytes, "byte")),
                 {{"returned", std::to_string(ending.returned)},
                  {"documents", std::to_string(index.documents())},
                  {"tables", std::to_string(index.tables())},
                  {"requests", std::to_string(traffic.requests)},
                  {"bytes", std::to_string(traffic.bytes)}});
    for (const std::string& hint : ending.returned == 0 ? index.hints() : std::vector<std::string>())
        console.info(hint);
    if (!ending.page_token.empty())
        console.info("there may be more: --page-token " + ending.page_token, {{"page_token", ending.page_token}});
}

}  // namespace

ExitCode run_search(const SearchCommand& command, Console& console) {
    end_on_signals();  // nothing is under way that would have to be undone
    search::QueryTexts texts = command.query;
    texts.intersects = read_geometry(texts.intersects);
    const auto read = search::query_of(texts);
    if (const auto* complaint = std::get_if<std::string>(&read)) throw std::invalid_argument(*complaint);
    const auto& query = std::get<search::Query>(read);
    HttpSettings settings;
    settings.max_requests = command.max_requests;
    settings.max_bytes = command.max_bytes;
    const search::OpenedTree tree = search::open_tree(command.path, settings);
    std::uint64_t warnings = 0;
    const auto format = search::format_of(command.format, query.wanted);
    search::TablesIndex index(
        *tree.storage, tree.key, threads_of(command.jobs),
        [&](const search::Warning& warning) {
            ++warnings;
            console.warning(fmt::format("{}: {}", warning.place, warning.message), {{"code", warning.code}});
        },
        source_of(command.index), format->detail());
    Answers answers(command.output);
    AnswerWriter writer(*format, query, command.limit, answers);
    index.search(
        query, [&](const search::Match& match) { return format->entry(match); },
        [&](const search::Rendered& answer) { return writer.take(answer); });
    writer.finish();
    tell(console, command, writer.ending(), index, tree.storage->traffic());
    return warnings == 0 ? ExitCode::clean : ExitCode::problems;
}

}  // namespace cairn

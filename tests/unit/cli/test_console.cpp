#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <thread>

#include "base/json/parse.hpp"
#include "base/json/value.hpp"
#include "builder/cli/console.hpp"

using namespace cairn;

namespace {

/// Standard error goes to a file as long as it lives.
class CapturedErrors {
  public:
    CapturedErrors() : m_file(std::tmpfile()), m_before(::dup(STDERR_FILENO)) {
        std::fflush(stderr);
        ::dup2(::fileno(m_file), STDERR_FILENO);
    }
    ~CapturedErrors() {
        restore();
        std::fclose(m_file);
    }
    CapturedErrors(const CapturedErrors&) = delete;
    CapturedErrors& operator=(const CapturedErrors&) = delete;

    /// Ends the capture; what was written.
    std::string text() {
        restore();
        std::rewind(m_file);
        std::string all;
        for (int c = std::fgetc(m_file); c != EOF; c = std::fgetc(m_file)) all += static_cast<char>(c);
        return all;
    }

  private:
    void restore() {
        if (m_before < 0) return;
        std::fflush(stderr);
        ::dup2(m_before, STDERR_FILENO);
        ::close(m_before);
        m_before = -1;
    }

    std::FILE* m_file;
    int m_before;
};

std::string printed(Verbosity verbosity, LogFormat format) {
    CapturedErrors errors;
    Console console(verbosity, format);
    console.error("e");
    console.warning("w", {{"path", "/a"}});
    console.info("i");
    console.detail("d");
    return errors.text();
}

}  // namespace

TEST_CASE("verbosity decides which messages are printed; errors always are") {
    CHECK(printed(Verbosity::quiet, LogFormat::text) == "error: e\n");
    CHECK(printed(Verbosity::normal, LogFormat::text) == "error: e\nwarning: w\ni\n");
    CHECK(printed(Verbosity::verbose, LogFormat::text) == "error: e\nwarning: w\ni\nd\n");
}

TEST_CASE("as JSON each message is one line with its level and fields, whatever it contains") {
    CHECK(printed(Verbosity::normal, LogFormat::json) ==
          "{\"level\":\"error\",\"message\":\"e\"}\n{\"level\":\"warning\",\"message\":\"w\",\"path\":\"/a\"}\n"
          "{\"level\":\"info\",\"message\":\"i\"}\n");
    CapturedErrors errors;
    Console(Verbosity::normal, LogFormat::json).error("two\nlines\n", {{"path", "caf\xE9"}});
    CHECK(errors.text() == "{\"level\":\"error\",\"message\":\"two\\nlines\",\"path\":\"caf\\\\xE9\"}\n");
}

TEST_CASE("a text of many lines ends with one line break") {
    CapturedErrors errors;
    Console(Verbosity::normal, LogFormat::text).error("one\ntwo\n\n");
    CHECK(errors.text() == "error: one\ntwo\n");
}

TEST_CASE("lines of threads do not mix") {
    CapturedErrors errors;
    Console console(Verbosity::normal, LogFormat::json);
    const auto work = [&] {
        for (int i = 0; i < 200; ++i) console.info(std::string(300, 'x'));
    };
    std::thread one(work);
    std::thread two(work);
    one.join();
    two.join();
    const std::string text = errors.text();
    const std::string line = "{\"level\":\"info\",\"message\":\"" + std::string(300, 'x') + "\"}\n";
    REQUIRE(text.size() == 400 * line.size());
    for (std::size_t i = 0; i < 400; ++i) REQUIRE(text.compare(i * line.size(), line.size(), line) == 0);
}

TEST_CASE("there is no progress where standard error is no terminal") {
    CapturedErrors errors;
    Console console(Verbosity::normal, LogFormat::text);
    {
        TerminalProgress progress(console);
        progress.begin("reading", 10);
        progress.advance(10);
        progress.add_problem();
    }
    CHECK(errors.text().empty());
}

TEST_CASE("the verbose program names its phases in the place of progress") {
    CapturedErrors errors;
    Console console(Verbosity::verbose, LogFormat::text);
    TerminalProgress progress(console);
    progress.begin("looking for files", 0);
    progress.begin("reading", 12345);
    CHECK(errors.text() == "looking for files\nreading: 12,345 files\n");
}

#include "builder/probe/native_reader.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>
#include <variant>

#include "base/storage/storage_error.hpp"
#include "base/text.hpp"
#include "base/web_place.hpp"
#include "builder/probe/formats.hpp"
#include "builder/probe/local_copy.hpp"
#include "builder/probe/source_bytes.hpp"
#include "builder/probe/time_limit.hpp"

namespace cairn {

Outcome<NativeResult> read_native(Format format, PositionedBytes& file, WindowedBytes& windows,
                                  const ReadLimits& limits) {
    const FormatRow& row = row_of(format);
    if (row.read_file == nullptr) return NativeResult(Declined{fmt::format("the format {}", name_of(format))});
    return row.read_file(file, windows, limits);
}

namespace {

class NativeReader final : public Reader {
  public:
    NativeReader(FallbackFactory fallback, ReaderChoice choice, ReadLimits limits, references::Reachable reachable)
        : m_make_fallback(std::move(fallback)), m_choice(choice), m_limits(limits), m_reachable(std::move(reachable)) {}

    std::string_view name() const override { return m_choice == ReaderChoice::netcdf ? "netcdf-c" : "native"; }

    bool can_read(Format) const override { return true; }

    Outcome<Dataset> read(const Source& source) override {
        const FormatRow& row = row_of(source.format);
        if (row.read_store == nullptr && m_choice == ReaderChoice::netcdf && row.is_known_to_libnetcdf)
            return read_by_fallback(source);
        TimeLimit time(m_limits.seconds);
        m_limits.time = m_limits.seconds == 0 ? nullptr : &time;
        Outcome<NativeResult> result = read_in_time(row, source);
        if (!result) return result.take_problem();
        if (auto* dataset = std::get_if<Dataset>(&*result)) return std::move(*dataset);
        return read_declined(source, row, to_utf8(std::get<Declined>(*result).reason));
    }

  private:
    static Problem problem_with(const Source& source, std::string code, std::string message) {
        return {.stage = Stage::probe,
                .code = std::move(code),
                .path = to_utf8(source.path),
                .message = std::move(message)};
    }

    Outcome<NativeResult> read_in_time(const FormatRow& row, const Source& source) {
        try {
            if (row.read_store == nullptr) return read_natively(source);
            Outcome<Dataset> dataset = row.read_store(source, m_limits, m_reachable, nullptr);
            if (!dataset) return dataset.take_problem();
            return NativeResult(*std::move(dataset));
        } catch (const TimeIsUp&) {
            return problem_with(
                source, "probe/timeout",
                fmt::format("not read within {} s of the processor's time (limits.worker_seconds), and "
                            "more for a large one; it is probably damaged: write it again, or exclude it",
                            m_limits.seconds));
        }
    }

    Outcome<NativeResult> read_natively(const Source& source) {
        auto file = open_source_bytes(source.path, m_reachable.web);
        if (!file) return file.take_problem();
        TimedBytes timed(**file, m_limits.time);
        try {
            Outcome<NativeResult> result = read_native(source.format, timed, m_windows, m_limits);
            if (result) return result;
            Problem problem = result.take_problem();
            problem.path = to_utf8(source.path);
            return problem;
        } catch (const StorageError& error) {
            return problem_of(error.fault(), source.path);
        } catch (const std::system_error& error) {
            return problem_with(
                source, "probe/unreadable",
                fmt::format("reading failed: {}; check the disk or the network and try again", error.what()));
        }
    }

    Outcome<Dataset> read_declined(const Source& source, const FormatRow& row, const std::string& reason) {
        if (m_choice == ReaderChoice::native || !row.is_known_to_libnetcdf) {
            return problem_with(source, "probe/declined",
                                fmt::format("found {}, which the native reader does not know; read the file with "
                                            "libnetcdf (reader \"auto\" or \"netcdf\")",
                                            reason));
        }
        Outcome<Dataset> dataset = read_by_fallback(source);
        if (dataset) dataset->reader += fmt::format(" (native declined: {})", reason);
        return dataset;
    }

    Outcome<Dataset> read_by_fallback(const Source& source) {
        if (!is_web(source.path)) return fallback().read(source);
        const auto place = m_reachable.web == nullptr ? std::nullopt : m_reachable.web->find(source.path);
        if (!place) return not_fetched(source.path);
        try {
            const LocalCopy copy(*place);
            Source local = source;
            local.path = copy.path();
            Outcome<Dataset> dataset = fallback().read(local);
            if (dataset) return dataset;
            Problem problem = dataset.take_problem();
            problem.path = to_utf8(source.path);
            return problem;
        } catch (const StorageError& error) {
            return problem_of(error.fault(), source.path);
        }
    }

    Reader& fallback() {
        if (!m_fallback) m_fallback = m_make_fallback();
        return *m_fallback;
    }

    FallbackFactory m_make_fallback;
    ReaderChoice m_choice;
    ReadLimits m_limits;
    references::Reachable m_reachable;
    WindowedBytes m_windows;
    std::unique_ptr<Reader> m_fallback;
};

}  // namespace

std::unique_ptr<Reader> make_native_reader(FallbackFactory fallback, ReaderChoice choice, ReadLimits limits,
                                           references::Reachable reachable) {
    return std::make_unique<NativeReader>(std::move(fallback), choice, limits, std::move(reachable));
}

}  // namespace cairn

#include "builder/probe/native_reader.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>
#include <variant>

#include "base/text.hpp"
#include "builder/probe/cdf/cdf.hpp"
#include "builder/probe/hdf5/hdf5.hpp"
#include "builder/probe/references/references.hpp"
#include "builder/probe/zarr/open_store.hpp"

namespace cairn {

namespace {

/// Holds the headers and fixed coordinates of most files. To copy 64 KiB out of the page cache costs as much as to
/// parse a header.
constexpr std::size_t k_cdf_first_read = 16 << 10;

NativeResult unknown_format(Format format) { return Declined{fmt::format("the format {}", name_of(format))}; }

}  // namespace

bool is_zarr(Format format) { return format == Format::zarr2 || format == Format::zarr3; }

bool is_virtual_store(Format format) {
    return format == Format::kerchunk_json || format == Format::kerchunk_parquet || format == Format::icechunk;
}

bool has_native_reader(Format format) {
    return format == Format::cdf1 || format == Format::cdf2 || format == Format::cdf5 || format == Format::hdf5;
}

Outcome<NativeResult> read_native(Format format, PositionedBytes& file, WindowedBytes& windows,
                                  const ReadLimits& limits) {
    switch (format) {
        case Format::cdf1:
        case Format::cdf2:
        case Format::cdf5:
            windows.attach(file, k_cdf_first_read);
            return read_cdf(windows, limits);
        case Format::hdf5:
            windows.attach(file);
            return read_hdf5(windows, limits);
        default:
            return unknown_format(format);
    }
}

namespace {

class NativeReader final : public Reader {
  public:
    NativeReader(FallbackFactory fallback, ReaderChoice choice, ReadLimits limits, references::Reachable reachable)
        : m_make_fallback(std::move(fallback)), m_choice(choice), m_limits(limits), m_reachable(std::move(reachable)) {}

    std::string_view name() const override { return m_choice == ReaderChoice::netcdf ? "netcdf-c" : "native"; }

    bool can_read(Format format) const override {
        return has_native_reader(format) || is_zarr(format) || is_virtual_store(format);
    }

    Outcome<Dataset> read(const Source& source) override {
        if (is_zarr(source.format)) return zarr::read_store_at(source, m_limits);
        if (is_virtual_store(source.format)) return references::read_references_at(source, m_limits, m_reachable);
        if (m_choice == ReaderChoice::netcdf) return fallback().read(source);
        Outcome<NativeResult> result = read_natively(source);
        if (!result) return result.take_problem();
        if (auto* dataset = std::get_if<Dataset>(&*result)) return std::move(*dataset);
        return read_declined(source, to_utf8(std::get<Declined>(*result).reason));
    }

  private:
    static Problem problem_of(const Source& source, std::string code, std::string message) {
        return {.stage = Stage::probe,
                .code = std::move(code),
                .path = to_utf8(source.path),
                .message = std::move(message)};
    }

    Outcome<NativeResult> read_natively(const Source& source) {
        if (!has_native_reader(source.format)) return unknown_format(source.format);
        auto file = open_positioned(source.path);
        if (!file) return file.take_problem();
        try {
            Outcome<NativeResult> result = read_native(source.format, **file, m_windows, m_limits);
            if (result) return result;
            Problem problem = result.take_problem();
            problem.path = to_utf8(source.path);
            return problem;
        } catch (const std::system_error& error) {
            return problem_of(
                source, "probe/unreadable",
                fmt::format("reading failed: {}; check the disk or the network and try again", error.what()));
        }
    }

    Outcome<Dataset> read_declined(const Source& source, const std::string& reason) {
        if (m_choice == ReaderChoice::native) {
            return problem_of(source, "probe/declined",
                              fmt::format("found {}, which the native reader does not know; read the file with "
                                          "libnetcdf (reader \"auto\" or \"netcdf\")",
                                          reason));
        }
        Outcome<Dataset> dataset = fallback().read(source);
        if (dataset) dataset->reader += fmt::format(" (native declined: {})", reason);
        return dataset;
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

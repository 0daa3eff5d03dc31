// Makes an archive of N real netCDF files that look like CMIP output: about 40 global attributes, time, latitude and
// longitude with bounds, one data variable. The same arguments give the same files. usage: make_archive DIR --files N
// [--kind nc4|classic|mixed] [--files-per-dataset M] [--rows R --columns C --steps S] [--distinct-grids]
#include <fmt/format.h>
#include <netcdf.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace {

struct Layout {
    std::string folder;
    std::string kind = "mixed";
    int files = 1000;
    int files_per_dataset = 20;
    int steps = 12;      // of time, in each file
    int time_chunk = 0;  // 0: as libnetcdf chooses
    int rows = 48;       // of latitude
    int columns = 96;    // of longitude
    bool distinct_grids = false;
};

void check(int status, const std::string& path) {
    if (status == NC_NOERR) return;
    fmt::print(stderr, "{}: {}\n", path, nc_strerror(status));
    std::exit(4);
}

/// One file while it is written; every call ends the program when it fails.
class File {
  public:
    File(std::string path, bool classic) : m_path(std::move(path)) {
        check(nc_create(m_path.c_str(), classic ? NC_CLOBBER : NC_CLOBBER | NC_NETCDF4 | NC_CLASSIC_MODEL, &m_id),
              m_path);
    }
    int dimension(const char* name, std::size_t size) {
        int id = 0;
        check(nc_def_dim(m_id, name, size, &id), m_path);
        return id;
    }
    int variable(const char* name, nc_type type, const std::vector<int>& dimensions) {
        int id = 0;
        check(nc_def_var(m_id, name, type, static_cast<int>(dimensions.size()), dimensions.data(), &id), m_path);
        return id;
    }
    void text(int variable, const std::string& name, const std::string& value) {
        check(nc_put_att_text(m_id, variable, name.c_str(), value.size(), value.c_str()), m_path);
    }
    void number(int variable, const char* name, float value) {
        check(nc_put_att_float(m_id, variable, name, NC_FLOAT, 1, &value), m_path);
    }
    void compress(int variable) { check(nc_def_var_deflate(m_id, variable, 1, 1, 1), m_path); }
    void chunk(int variable, const std::vector<std::size_t>& sizes) {
        check(nc_def_var_chunking(m_id, variable, NC_CHUNKED, sizes.data()), m_path);
    }
    void end_definitions() { check(nc_enddef(m_id), m_path); }
    void values(int variable, const std::vector<double>& values) {
        check(nc_put_var_double(m_id, variable, values.data()), m_path);
    }
    void records(int variable, const std::vector<std::size_t>& count, const std::vector<double>& values) {
        const std::vector<std::size_t> start(count.size(), 0);
        check(nc_put_vara_double(m_id, variable, start.data(), count.data(), values.data()), m_path);
    }
    void close() { check(nc_close(m_id), m_path); }

  private:
    std::string m_path;
    int m_id = 0;
};

struct Member {
    int number;  // of all files
    int dataset;
    int part;
    std::string variable() const { return dataset % 3 == 0 ? "tas" : dataset % 3 == 1 ? "pr" : "psl"; }
    std::string source() const { return fmt::format("MODEL-{:02}", dataset / 3 % 20); }
    std::string experiment() const { return dataset / 60 % 2 == 0 ? "historical" : "ssp585"; }
    std::string member() const { return fmt::format("r{}i1p1f1", dataset / 120 + 1); }
    int year() const { return 1850 + part; }
    std::string folder() const {
        return fmt::format("CMIP6/CMIP/INST-{}/{}/{}/{}/Amon/{}/gn/v20200101", dataset % 7, source(), experiment(),
                           member(), variable());
    }
    std::string file_name() const {
        return fmt::format("{}_Amon_{}_{}_{}_gn_{}01-{}12.nc", variable(), source(), experiment(), member(), year(),
                           year());
    }
};

void write_attributes(File& file, const Member& member) {
    const std::vector<std::pair<std::string, std::string>> facets{
        {"Conventions", "CF-1.7 CMIP-6.2"},
        {"activity_id", "CMIP"},
        {"institution_id", fmt::format("INST-{}", member.dataset % 7)},
        {"source_id", member.source()},
        {"experiment_id", member.experiment()},
        {"variant_label", member.member()},
        {"table_id", "Amon"},
        {"variable_id", member.variable()},
        {"grid_label", "gn"},
        {"frequency", "mon"},
        {"mip_era", "CMIP6"},
        {"realm", "atmos"}};
    for (const auto& [name, value] : facets) file.text(NC_GLOBAL, name, value);
    for (int i = static_cast<int>(facets.size()); i < 40; ++i) {
        file.text(NC_GLOBAL, fmt::format("attribute_{:02}", i),
                  fmt::format("A sentence of usual length, number {} of the header.", i));
    }
}

void write_file(const std::string& path, const Member& member, bool classic, const Layout& layout) {
    File file(path, classic);
    const int time = file.dimension("time", NC_UNLIMITED);
    const int bounds = file.dimension("bnds", 2);
    const auto rows = static_cast<std::size_t>(layout.rows);
    const auto columns = static_cast<std::size_t>(layout.columns);
    const int lat = file.dimension("lat", rows);
    const int lon = file.dimension("lon", columns);
    const int times = file.variable("time", NC_DOUBLE, {time});
    const int time_bounds = file.variable("time_bnds", NC_DOUBLE, {time, bounds});
    const int lats = file.variable("lat", NC_DOUBLE, {lat});
    const int lat_bounds = file.variable("lat_bnds", NC_DOUBLE, {lat, bounds});
    const int lons = file.variable("lon", NC_DOUBLE, {lon});
    const int lon_bounds = file.variable("lon_bnds", NC_DOUBLE, {lon, bounds});
    const int data = file.variable(member.variable().c_str(), NC_FLOAT, {time, lat, lon});
    file.text(times, "units", "days since 1850-01-01");
    file.text(times, "calendar", "noleap");
    file.text(times, "standard_name", "time");
    file.text(times, "axis", "T");
    file.text(times, "bounds", "time_bnds");
    file.text(lats, "units", "degrees_north");
    file.text(lats, "standard_name", "latitude");
    file.text(lats, "axis", "Y");
    file.text(lats, "bounds", "lat_bnds");
    file.text(lons, "units", "degrees_east");
    file.text(lons, "standard_name", "longitude");
    file.text(lons, "axis", "X");
    file.text(lons, "bounds", "lon_bnds");
    file.text(data, "standard_name", "air_temperature");
    file.text(data, "long_name", "Near-Surface Air Temperature");
    file.text(data, "units", "K");
    file.text(data, "cell_methods", "area: time: mean");
    file.number(data, "_FillValue", 1e20F);
    file.number(data, "missing_value", 1e20F);
    if (!classic) file.compress(data);
    if (!classic && layout.time_chunk > 0) {
        const auto size = static_cast<std::size_t>(layout.time_chunk);
        file.chunk(times, {size});
        file.chunk(time_bounds, {size, 2});
    }
    write_attributes(file, member);
    file.end_definitions();

    std::vector<double> values, edges;
    const auto axis = [&](int size, double first, double step) {
        values.clear();
        edges.clear();
        for (int i = 0; i < size; ++i) {
            values.push_back(first + (i + 0.5) * step);
            edges.insert(edges.end(), {first + i * step, first + (i + 1) * step});
        }
    };
    // The whole globe; of distinct grids each another part of it, and each pair of edges another.
    const double share = layout.distinct_grids ? (member.number + 1.0) / (layout.files + 1.0) : 1;
    axis(layout.rows, -90 * share, 180 * share / layout.rows);
    file.values(lats, values);
    file.values(lat_bounds, edges);
    axis(layout.columns, 0, 360 * share / layout.columns);
    file.values(lons, values);
    file.values(lon_bounds, edges);
    axis(layout.steps, 365.0 * member.part, 365.0 / layout.steps);
    const auto steps = static_cast<std::size_t>(layout.steps);
    file.records(times, {steps}, values);
    file.records(time_bounds, {steps, 2}, edges);
    file.records(data, {steps, rows, columns}, std::vector<double>(steps * rows * columns, 288.15));
    file.close();
}

}  // namespace

int main(int argc, char** argv) {
    Layout layout;
    CLI::App app("Makes an archive of CMIP-like netCDF files");
    app.add_option("DIR", layout.folder)->required();
    app.add_option("--files", layout.files)->check(CLI::PositiveNumber);
    app.add_option("--kind", layout.kind)->check(CLI::IsMember({"nc4", "classic", "mixed"}));
    app.add_option("--files-per-dataset", layout.files_per_dataset)->check(CLI::Range(1, 8000));
    app.add_option("--steps", layout.steps)->check(CLI::PositiveNumber);
    app.add_option("--time-chunk", layout.time_chunk, "of time and its bounds")->check(CLI::NonNegativeNumber);
    app.add_option("--rows", layout.rows, "of latitude")->check(CLI::PositiveNumber);
    app.add_option("--columns", layout.columns, "of longitude")->check(CLI::PositiveNumber);
    app.add_flag("--distinct-grids", layout.distinct_grids, "each file has a box of its own");
    CLI11_PARSE(app, argc, argv);
    for (int i = 0; i < layout.files; ++i) {
        const Member member{i, i / layout.files_per_dataset, i % layout.files_per_dataset};
        const bool classic = layout.kind == "classic" || (layout.kind == "mixed" && member.dataset % 2 == 1);
        const std::filesystem::path folder = std::filesystem::path(layout.folder) / member.folder();
        std::filesystem::create_directories(folder);
        write_file((folder / member.file_name()).string(), member, classic, layout);
    }
    fmt::print("{} files in {}\n", layout.files, layout.folder);
    return 0;
}

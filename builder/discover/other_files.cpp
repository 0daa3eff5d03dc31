#include "builder/discover/other_files.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/letters.hpp"

namespace cairn {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t k_most = 8;

struct Row {
    FileKind kind;
    std::array<std::string_view, k_most> signatures;  ///< beginnings of files
    std::array<std::string_view, k_most> endings;     ///< of names, in small letters, behind the last dot
};

/// A STAC asset that the Item's users want is "data"; what describes it is "metadata"; pictures mostly show it.
constexpr std::array k_rows{
    Row{{"GRIB", "application/x-grib", "data"}, {"GRIB"}, {"grb", "grib", "grb1", "grib1", "grb2", "grib2", "gb2"}},
    Row{{"BUFR", "application/x-bufr", "data"}, {"BUFR"}, {"bufr", "bfr"}},
    Row{{"HDF4", "application/x-hdf", "data"}, {"\x0E\x03\x13\x01"}, {"hdf", "hdf4", "h4", "he2"}},
    Row{{"TIFF", "image/tiff", "data"}, {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv}, {"tif", "tiff", "gtiff"}},
    Row{{"Parquet", "application/vnd.apache.parquet", "data"}, {"PAR1"}, {"parquet"}},
    Row{{"shapefile", "application/vnd.shp", "data"}, {}, {"shp"}},
    Row{{"shapefile", "application/vnd.shx", "data"}, {}, {"shx"}},
    Row{{"shapefile", "application/vnd.dbf", "data"}, {}, {"dbf"}},
    Row{{"shapefile", "text/plain", "metadata"}, {}, {"prj", "cpg"}},
    Row{{"PDF", "application/pdf", "metadata"}, {"%PDF"}, {"pdf"}},
    Row{{"image", "image/png", "overview"}, {"\x89PNG"}, {"png"}},
    Row{{"image", "image/jpeg", "overview"}, {"\xFF\xD8\xFF"}, {"jpg", "jpeg"}},
    Row{{"image", "image/gif", "overview"}, {"GIF8"}, {"gif"}},
    Row{{"image", "image/svg+xml", "overview"}, {}, {"svg"}},
    Row{{"packed", "application/gzip", "data"}, {"\x1F\x8B"}, {"gz", "tgz"}},
    Row{{"packed", "application/zip", "data"}, {"PK\x03\x04"}, {"zip"}},
    Row{{"packed", "application/x-bzip2", "data"}, {"BZh"}, {"bz2"}},
    Row{{"packed", "application/x-xz", "data"},
        {"\xFD"
         "7zXZ"},
        {"xz"}},
    Row{{"packed", "application/zstd", "data"}, {"\x28\xB5\x2F\xFD"}, {"zst"}},
    Row{{"packed", "application/x-tar", "data"}, {}, {"tar"}},
    Row{{"CSV", "text/csv", "data"}, {}, {"csv"}},
    Row{{"CSV", "text/tab-separated-values", "data"}, {}, {"tsv"}},
    Row{{"JSON", "application/json", "metadata"}, {}, {"json"}},
    Row{{"JSON", "application/geo+json", "metadata"}, {}, {"geojson"}},
    Row{{"XML", "application/xml", "metadata"}, {}, {"xml"}},
    Row{{"HTML", "text/html", "metadata"}, {}, {"html", "htm"}},
    Row{{"YAML", "application/yaml", "metadata"}, {}, {"yaml", "yml"}},
    Row{{k_kind_of_checksums, "text/plain", "metadata"}, {}, {"md5", "sha1", "sha256", "sha384", "sha512", "b2"}},
    Row{{k_kind_of_checksums, "text/plain", "metadata"}, {}, {"md5sum", "sha1sum", "sha256sum", "sha512sum", "b2sum"}},
    Row{{"text", "text/plain", "data"}, {}, {"asc"}},
    Row{{"text", "text/plain", "metadata"}, {}, {"txt", "rst", "log", "cdl", "ctl"}},
    Row{{"text", "text/markdown", "metadata"}, {}, {"md"}},
    Row{{"program", "text/plain", "metadata"}, {}, {"py", "sh", "ncl", "r", "m", "f90", "ipynb"}},
};

constexpr FileKind k_text{"text", "text/plain", "metadata"};
constexpr FileKind k_checksums{k_kind_of_checksums, "text/plain", "metadata"};
constexpr FileKind k_other{k_unknown_kind, "application/octet-stream", "other"};

bool begins_as(const Row& row, std::string_view bytes) {
    return std::any_of(row.signatures.begin(), row.signatures.end(),
                       [&](std::string_view signature) { return !signature.empty() && bytes.starts_with(signature); });
}

bool ends_as(const Row& row, std::string_view name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) return false;
    const std::string_view ending = name.substr(dot + 1);
    return !ending.empty() && std::find(row.endings.begin(), row.endings.end(), ending) != row.endings.end();
}

/// Names that say it without an ending.
FileKind kind_of_bare_name(std::string_view name) {
    for (const std::string_view text : {"readme", "license", "licence", "changelog", "changes", "authors", "notes"}) {
        if (name.starts_with(text)) return k_text;
    }
    for (const std::string_view sums : {"md5sum", "sha1sum", "sha256sum", "sha512sum", "checksum"}) {
        if (name.starts_with(sums)) return k_checksums;
    }
    return k_other;
}

}  // namespace

namespace {

FileKind kind_by_table(const std::string& name, std::string_view first_bytes) {
    for (const Row& row : k_rows) {
        if (begins_as(row, first_bytes)) return row.kind;
    }
    for (const Row& row : k_rows) {
        if (ends_as(row, name)) return row.kind;
    }
    return kind_of_bare_name(name);
}

/// Small pictures are called so; others are overviews.
bool is_called_thumbnail(std::string_view name) { return name.find("thumb") != std::string_view::npos; }

/// Catalogs of metadata write the standard into the name: "x.iso.xml", "x_iso19115.xml".
bool is_called_iso(std::string_view name) {
    for (const std::string_view part : {"iso19115", "iso19139", "iso-19115", "iso_19115", ".iso.", "_iso.", "-iso."})
        if (name.find(part) != std::string_view::npos) return true;
    return false;
}

}  // namespace

FileKind kind_of_file(std::string_view file_name, std::string_view first_bytes) {
    const std::string name = in_small_letters(file_name);
    FileKind kind = kind_by_table(name, first_bytes);
    if (kind.name == "image" && is_called_thumbnail(name)) kind.role = "thumbnail";
    if (kind.name == "XML" && is_called_iso(name)) kind.name = "ISO 19115";
    return kind;
}

bool is_sound_other_format(std::string_view file_name, std::string_view first_bytes) {
    const std::string name = in_small_letters(file_name);
    return std::any_of(k_rows.begin(), k_rows.end(),
                       [&](const Row& row) { return begins_as(row, first_bytes) && ends_as(row, name); });
}

}  // namespace cairn

// Prints the values of Zarr arrays as JSON, one line each, for comparison with other readers. The folders of the arrays
// are the lines of standard input.
#include <boost/filesystem.hpp>
#include <cmath>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "base/json/write.hpp"
#include "base/text.hpp"
#include "builder/probe/zarr/array_values.hpp"
#include "tests/support/zarr_array.hpp"

namespace {

namespace fs = boost::filesystem;
using namespace cairn;

constexpr std::uint64_t k_largest_chunk_bytes = 64 << 20;

/// A folder as a store, without the care for links and names that strangers' stores need.
class FolderStore final : public zarr::KeyStore {
  public:
    explicit FolderStore(fs::path root) : m_root(std::move(root)) {}

    Outcome<std::optional<std::string>> get(std::string_view key, std::uint64_t largest_bytes) override {
        const auto size = size_of(key);
        if (!*size) return std::optional<std::string>();
        if (**size > largest_bytes)
            return Problem{.code = "probe/too-large", .path = std::string(key), .message = "found too large a file"};
        return get_range(key, 0, **size);
    }

    Outcome<std::optional<std::string>> get_range(std::string_view key, std::uint64_t offset,
                                                  std::uint64_t count) override {
        std::ifstream file((m_root / std::string(key)).string(), std::ios::binary);
        if (!file) return std::optional<std::string>();
        std::string bytes(count, '\0');
        file.seekg(static_cast<std::streamoff>(offset));
        file.read(bytes.data(), static_cast<std::streamsize>(count));
        bytes.resize(static_cast<std::size_t>(file.gcount()));
        return std::optional<std::string>(std::move(bytes));
    }

    Outcome<std::optional<std::uint64_t>> size_of(std::string_view key) override {
        const fs::path path = m_root / std::string(key);
        if (!fs::is_regular_file(path)) return std::optional<std::uint64_t>();
        return std::optional<std::uint64_t>(fs::file_size(path));
    }

    Outcome<std::vector<zarr::Entry>> list(std::string_view prefix) override {
        std::vector<zarr::Entry> entries;
        const fs::path folder = m_root / std::string(prefix);
        if (!fs::is_directory(folder)) return entries;
        for (const fs::directory_entry& entry : fs::directory_iterator(folder))
            entries.push_back({entry.path().filename().string(), fs::is_directory(entry.path())});
        return entries;
    }

  private:
    fs::path m_root;
};

json::Value json_of(double value) {
    if (std::isfinite(value)) return json::number(value);
    return json::string(std::isnan(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity");
}
json::Value json_of(std::int64_t value) { return json::integer(value); }
json::Value json_of(std::uint64_t value) { return json::Value(value); }
json::Value json_of(const std::string& value) { return json::string(value); }

struct ToJson {
    json::Value operator()(std::monostate) const { return {}; }
    template <class T>
    json::Value operator()(const std::vector<T>& values) const {
        json::Value result = json::array();
        for (const T& value : values) json::push(result, json_of(value));
        return result;
    }
};

std::string metadata_of(const fs::path& folder) {
    const fs::path v2 = folder / ".zarray";
    std::ifstream file((fs::exists(v2) ? v2 : folder / "zarr.json").string(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

json::Value described(const std::string& folder) {
    json::Value line = json::object();
    try {
        FolderStore store(folder);
        const zarr::ArrayMetadata array = test::zarr_array(metadata_of(folder));
        const zarr::ArrayValues read = zarr::read_values(store, "", array, k_largest_chunk_bytes);
        std::string why_no_fill;
        json::set(line, "values", std::visit(ToJson{}, read.values));
        json::set(line, "missing", read.missing_because);
        json::set(line, "damaged", json::boolean(read.damaged));
        json::set(line, "absent", json::integer(static_cast<std::int64_t>(read.absent_elements)));
        json::set(line, "fill", std::visit(ToJson{}, zarr::fill_value_of(array, why_no_fill)));
        json::set(line, "no_fill", why_no_fill);
        json::set(line, "unknown", json::strings(zarr::unknown_codecs(array)));
    } catch (const std::exception& error) {
        json::set(line, "refused", to_utf8(error.what()));
    }
    return line;
}

}  // namespace

int main() {
    for (std::string folder; std::getline(std::cin, folder);) std::cout << json::write(described(folder)) << '\n';
}

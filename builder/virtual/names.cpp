#include "builder/virtual/names.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace cairn::virtualize {

namespace {

/// Keys end up in lists that have a line for each.
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

std::string_view fault_of_name(std::string_view name) {
    if (name.empty()) return "it is empty";
    if (name == "." || name == "..") return "it leads to another folder";
    if (name.find('/') != std::string_view::npos) return "it has a '/', which parts names of groups";
    if (std::any_of(name.begin(), name.end(), is_control)) return "it has a control character";
    if (name.size() > k_longest_name_bytes) return "it is longer than the 255 bytes that disks take";
    if (name == ".zarray" || name == ".zattrs" || name == ".zgroup" || name == ".zmetadata")
        return "documents of Zarr have it";
    return {};
}

std::string_view fault_of_names(std::string_view path) {
    if (path.size() > k_longest_path_bytes) return "with the names of its groups it is longer than 1,000 bytes";
    for (;;) {
        const std::size_t end = std::min(path.find('/'), path.size());
        if (const std::string_view fault = fault_of_name(path.substr(0, end)); !fault.empty()) return fault;
        if (end == path.size()) return {};
        path.remove_prefix(end + 1);
    }
}

std::string alike_in_small_letters(const VirtualStore& store) {
    std::set<std::string> seen;
    for (const VirtualArray& array : store.arrays) {
        std::string small = array.path;
        for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (!seen.insert(std::move(small)).second) return array.path;
    }
    return {};
}

}  // namespace cairn::virtualize

// Damaged catalogs: what bad disks, careless programs and hostile people make of a good tree of documents.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace cairn::test {

/// The texts of a tree, by path below it.
using CatalogFiles = std::map<std::string, std::string>;

/// Damages the tree that was written to `folder` in one to three places: bytes that are flipped or cut, values of
/// another type, links in circles, wrong counts, numbers and nestings that are too large, other encodings, members
/// that stand twice, symbolic links, FIFOs, folders. The same `seed` does the same.
/// Returns the paths of the documents that are no more what they were; `kept` is never among them.
std::set<std::string> damage_catalog(const std::string& folder, const CatalogFiles& files, const std::string& kept,
                                     std::uint64_t seed);

}  // namespace cairn::test

#include "builder/probe/hdf5/manifest.hpp"


#include "builder/probe/hdf5/array_maker.hpp"
#include "builder/probe/hdf5/coordinate_reader.hpp"
#include "builder/probe/hdf5/dimensions.hpp"
#include "builder/probe/hdf5/reported.hpp"
#include "builder/probe/hdf5/walk.hpp"

namespace cairn::hdf5 {

namespace {

FileManifest read(WindowedBytes& bytes, const ReadLimits& limits, const DimensionOfFiles& dimension_of_files) {
    File file(bytes, limits.time);
    const Superblock superblock = read_superblock(file);
    SharedMessages shared(file, superblock);
    GlobalHeap heap(file);
    FoundFile found = walk(file, shared, heap, superblock.root);
    match_dimensions(found);
    FileManifest manifest;
    manifest.dataset = to_dataset(found);
    read_coordinates(file, heap, found, manifest.dataset, limits);
    manifest.arrays.resize(found.groups.size());
    const DigestChoice digests(dimension_of_files, manifest.dataset);
    ArrayMaker maker(file, heap, manifest.dataset);
    for (std::size_t group = 0; group < found.groups.size(); ++group) {
        const std::vector<FoundVariable>& variables = found.groups[group].variables;
        for (std::size_t i = 0; i < variables.size(); ++i) {
            const Variable& variable = manifest.dataset.groups[group].variables[i];
            manifest.arrays[group].push_back(maker.make(variables[i], variable, digests.wants(variable)));
        }
    }
    return manifest;
}

}  // namespace

Outcome<ManifestResult> read_manifest(PositionedBytes& file, WindowedBytes& windows, const ReadLimits& limits,
                                      const DimensionOfFiles& dimension_of_files) {
    windows.attach(file);
    return reported<ManifestResult>([&] { return read(windows, limits, dimension_of_files); });
}

}  // namespace cairn::hdf5

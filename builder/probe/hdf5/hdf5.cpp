#include "builder/probe/hdf5/hdf5.hpp"

#include "builder/probe/hdf5/coordinate_reader.hpp"
#include "builder/probe/hdf5/dimensions.hpp"
#include "builder/probe/hdf5/reported.hpp"
#include "builder/probe/hdf5/walk.hpp"

namespace cairn {

namespace {

using namespace cairn::hdf5;

Dataset read(WindowedBytes& bytes, const ReadLimits& limits) {
    File file(bytes, limits.time);
    const Superblock superblock = read_superblock(file);
    SharedMessages shared(file, superblock);
    GlobalHeap heap(file);
    FoundFile found = walk(file, shared, heap, superblock.root);
    match_dimensions(found);
    Dataset dataset = to_dataset(found);
    hdf5::read_coordinates(file, heap, found, dataset, limits);
    return dataset;
}

}  // namespace

Outcome<NativeResult> read_hdf5(WindowedBytes& bytes, const ReadLimits& limits) {
    return reported<NativeResult>([&] { return read(bytes, limits); });
}

Outcome<NativeResult> read_hdf5_file(PositionedBytes& file, WindowedBytes& windows, const ReadLimits& limits) {
    windows.attach(file);
    return read_hdf5(windows, limits);
}

}  // namespace cairn

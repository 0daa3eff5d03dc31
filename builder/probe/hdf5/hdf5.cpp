#include "builder/probe/hdf5/hdf5.hpp"

#include "base/text.hpp"
#include "builder/probe/hdf5/coordinate_reader.hpp"
#include "builder/probe/hdf5/dimensions.hpp"
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
    try {
        return NativeResult(read(bytes, limits));
    } catch (const Unsupported& unsupported) {
        return NativeResult(Declined{unsupported.reason});
    } catch (const Damage& damage) {
        Problem problem;
        problem.code = "probe/damaged";
        problem.message = fmt::format("{} (at byte {}); the file is damaged: fetch or write it again",
                                      to_utf8(damage.what), damage.offset);
        problem.offset = damage.offset;
        return problem;
    } catch (const Refused& refused) {
        Problem problem;
        problem.code = refused.code;
        problem.message = refused.what;
        return problem;
    }
}

Outcome<NativeResult> read_hdf5_file(PositionedBytes& file, WindowedBytes& windows, const ReadLimits& limits) {
    windows.attach(file);
    return read_hdf5(windows, limits);
}

}  // namespace cairn

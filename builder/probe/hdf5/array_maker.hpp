// One variable of an HDF5 file as an array of references.
#pragma once

#include "builder/model/chunk_manifest.hpp"
#include "builder/probe/hdf5/found_file.hpp"
#include "builder/probe/hdf5/global_heap.hpp"

namespace cairn::hdf5 {

/// Threads: one.
class ArrayMaker {
  public:
    ArrayMaker(File& file, GlobalHeap& heap, const Dataset& dataset) : m_file(file), m_heap(heap), m_dataset(dataset) {}

    /// `variable` is what the dataset made of `found`. What no reference can stand for is refused. Throws Damage.
    ArrayManifest make(const FoundVariable& found, const Variable& variable, bool with_digest);

  private:
    static void set_type(const FoundVariable& found, ArrayManifest& array);
    void place(const FoundVariable& found, ArrayManifest& array);
    void add_bytes(const FoundVariable& found, const Variable& variable, ArrayManifest& array);
    void place_chunks(const FoundVariable& found, ArrayManifest& array);
    void inline_texts(const FoundVariable& found, ArrayManifest& array);
    void digest(const FoundVariable& found, ArrayManifest& array);

    File& m_file;
    GlobalHeap& m_heap;
    const Dataset& m_dataset;
};

}  // namespace cairn::hdf5

// All metadata of a store in one document at its root: .zmetadata (v2), `consolidated_metadata` in zarr.json (v3).
#pragma once

#include "builder/probe/zarr/documents.hpp"
#include "builder/probe/zarr/nodes.hpp"
#include "builder/probe/zarr/walk_store.hpp"

namespace cairn::zarr {

enum class Consolidated {
    unusable,        ///< not there, or of another form: the store is to be walked
    partly_refused,  ///< members were left out, and said
    whole
};

/// Adds the nodes of a .zmetadata. What is wrong is said.
Consolidated add_consolidated_v2(json::Value document, Nodes& nodes, Reports& reports);

/// Adds the nodes of a `consolidated_metadata`, which may be null.
Consolidated add_consolidated_v3(json::Value document, Nodes& nodes, Reports& reports);

/// Compares with the folders of the store. Arrays and groups that are there but not in the document are added, those
/// that are not there any more are removed; both are said. `document_key` is the document's. A store that has the
/// document and no folder at all is taken as the document says, which is said too. False when anything was: who trusts
/// the document sees what is not there, or misses what is.
bool check_against_store(StoreWalk& walk, Nodes& nodes, Reports& reports, std::string_view document_key);

}  // namespace cairn::zarr

// All metadata of a store in one document at its root: .zmetadata (v2), `consolidated_metadata` in zarr.json (v3).
#pragma once

#include "builder/probe/zarr/documents.hpp"
#include "builder/probe/zarr/nodes.hpp"
#include "builder/probe/zarr/walk_store.hpp"

namespace cairn::zarr {

/// Adds the nodes of a .zmetadata; false (and said) when it is of another form: the store is then walked.
bool add_consolidated_v2(json::Value document, Nodes& nodes, Reports& reports);

/// Adds the nodes of a `consolidated_metadata`; false when it is null, or of another form, which is said.
bool add_consolidated_v3(json::Value document, Nodes& nodes, Reports& reports);

/// Compares with the folders of the store. Arrays and groups that are there but not in the document are added, those
/// that are not there any more are removed; both are said. `document_key` is the document's. A store that has the
/// document and no folder at all is taken as the document says, which is said too. False when anything was: who trusts
/// the document sees what is not there, or misses what is.
bool check_against_store(StoreWalk& walk, Nodes& nodes, Reports& reports, std::string_view document_key);

}  // namespace cairn::zarr

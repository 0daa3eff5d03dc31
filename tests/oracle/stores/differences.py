"""Where our documents differ from the examples of the reference texts, and why. A row that matches nothing fails the test.

`case` and `path`: '*' is any text; alternatives are separated by '|'. `kinds`: missing (the example has it), more (we have it), other (both, different).
"""
import re
from typing import NamedTuple

COLLECTION = "CMIP6_ScenarioMIP_NCAR_CESM2"


class Row(NamedTuple):
    case: str
    kinds: str
    path: str
    reason: str
    pending: bool = False  # belongs to projections and cells of grids: it may be absent


def matches(pattern, text):
    return any(re.fullmatch(re.escape(one).replace(r"\*", ".*"), text) for one in pattern.split("|"))


S2 = "S2 groups|S2 multiscales"
ICON = "ICON|sprint 4 ICON"
SPRINT = "sprint *"

DIFFERENCES = [
    # What every document of ours has
    Row(SPRINT, "more", "type|stac_version|stac_extensions|id|collection|geometry|bbox|links|assets|properties",
        "the example is a fragment; ours is a whole document (its asset or Item)"),
    Row("sprint 4 ICON", "more", "title", "every asset of ours has a title"),
    Row(S2, "other", "stac_extensions", "only those that our document uses, in their newest pinned versions (eo v2.0.0, raster v2.0.0)"),
    Row("CMIP6 *", "other", "stac_extensions", "only those that our document uses; virtual-assets comes with references to other files"),
    Row("ICON", "more", "stac_extensions|collection|geometry|bbox", "the example has not the members that STAC requires"),
    Row("CMIP6 item", "more", "collection", "every Item of ours is in a Collection"),
    Row("CMIP6 collection", "more", "title|description|license|summaries", "required by STAC, or helpful, and not in the example"),
    Row("*", "more", "properties/title|properties/datetime", "every Item of ours has a title; STAC requires datetime, null beside an interval"),
    Row("*", "more", "properties/cairn:notes", "what was inferred or left out is said in the document"),
    Row("*", "more", "links[root]|links[parent]|links[collection]|links[item]|links[items]", "a static catalog is navigable in all directions"),
    Row(S2, "other", "links[root]*|links[parent]/href|links[collection]/href", "ours is another catalog than the example's"),
    Row(S2, "more", "links[parent]/title|links[collection]/title", "every link of ours has a title"),
    Row(S2, "missing", "links[self]", "links are relative here; with publish.links: absolute there is one"),
    Row("S2 *|CMIP6 *|ICON|sprint 1 link|sprint 6 netCDF", "other", "links[store]/title", "ours is the same for all stores: it names the store"),
    Row("S2 *|CMIP6 *", "other", "assets/*/title",
        "editorial; ours is the title of the group, the long name of its only variable, or its path. asset_title in the configuration sets that of the root"),

    Row("*", "more", "properties/keywords|keywords|properties/description", "what the data hold, in words"),
    Row("*", "more", "assets/*/xarray:open_kwargs|xarray:open_kwargs", "the address of a group does not show xarray that it is Zarr"),
    Row("S2 multiscales|ICON", "more", "properties/cube:dimensions|properties/cube:variables",
        "one query finds a variable everywhere: the properties of every Item have its cube"),

    # Spelling
    Row("sprint 1 link", "other", "links[store]/type", "the later documents, and DESIGN, have application/vnd.zarr; publish.store_types: plus writes the sprint's"),
    Row("sprint 6 netCDF", "other", "assets/*/title", "the name of the file; asset_title in the configuration sets it"),
    Row("sprint 6 netCDF", "more", "assets/*", "size, time and parameters of the file, and the asset of the references"),
    Row("sprint 6 netCDF", "other", "assets/*/roles", "a file that references point into is a source, too"),
    Row("S2 groups", "other", "assets/*/bands[*]/name|linkTemplates*/enum", "a band's name is the path of its array: b02, not B02"),
    Row("S2 multiscales", "other", "assets/*/bands[b8a]/name", "a band's name is the path of its array: b8a in this store, not b8A"),
    Row("S2 multiscales", "missing more", "assets/*/cube:variables/b8A|assets/*/cube:variables/b8a", "as the array is spelled"),
    Row(S2, "other", "properties/datetime", "the same instant, without zeros that say nothing"),
    Row(S2, "other", "bbox|geometry/coordinates", "six decimals of a degree (0.1 m)"),
    Row(ICON, "other", "cube:dimensions/time/extent", "RFC 3339, as STAC requires: no nanoseconds, with the zone"),
    Row("sprint 3 scene", "missing more", "assets/*/bands/b02|assets/*/bands[*]", "bands is an array in STAC 1.1, and the name of a band the path of its array"),
    Row("sprint 3 scene", "other", "assets/*/cube:variables/*/dimensions", "the order of the array: slowest varying first"),
    Row("sprint 3 scene", "other", "assets/*/cube:variables/*/unit|assets/*/raster:offset", "what the store states; the example leaves the unit open and predates the offset of 2022"),
    Row(SPRINT, "missing", "properties/start_datetime", "one instant is a datetime; the example's values are made up"),

    # What has no place in our documents
    Row(SPRINT, "missing", "assets/store", "the discussion's result: the store is a link, not an asset"),
    Row(SPRINT, "missing", "assets/group|assets/b04|assets/b02|assets/array", "the discussion's result: an asset is a group that has arrays, never an array"),
    Row("sprint 2 variables", "more", "assets/measurements_r10m", "the group that has the arrays"),
    Row("sprint 7 tree", "missing more", "assets/*", "the root of this tree has no arrays: its groups are the assets, and the cube of the whole tree stands on the Item"),
    Row("sprint 4 ICON", "missing", "links", "STAC has no links in assets: the link is the Item's"),
    Row("sprint 4 ICON", "missing", "proj:shape", "sizes of all dimensions; the extension's is rows and columns of a grid, and cells have none"),
    Row("sprint 4 ICON", "missing", "cube:dimensions/*/unit", "the store states none: we do not write 'unknown'"),
    Row("sprint 5 levels", "missing", "assets/*/bands[clvi]", "a slip of the pen for clivi"),
    Row(S2, "missing", "properties/mission|properties/updated|properties/published|properties/providers|properties/sci:*|properties/grid:*|properties/mgrs:*|properties/sat:*|"
        "properties/view:*|properties/processing:*|properties/product:*|properties/eopf:*|links[cite-as]|links[license]|links[xyz]|links[viewer]|links[derived_from]|"
        "links[tilejson]", "not in the generated store, or of extensions that we do not write: item_template and providers in the configuration"),
    Row(S2, "missing", "properties/proj:*", "each group has its own grid: proj:* stands on the assets"),
    Row(S2, "missing", "properties/start_datetime|properties/end_datetime", "equal to datetime"),
    Row("CMIP6 *", "other", "assets/*/type|links[store]/type", "DESIGN: the link is of Zarr with profile=virtualizarr, the asset of the file that it is"),
    Row("CMIP6 *", "other", "assets/*/roles", "the references are an index of the data, not the data"),
    Row("CMIP6 collection", "other", "assets/*/href|links[store]/href", "the example's store is in Icechunk, and its source a folder; here it is kerchunk, and a file"),
    Row("CMIP6 *", "other", "assets/*/vrt:hrefs[*]/key", "our names of the assets"),
    Row("CMIP6 *", "more", "assets/*/vrt:hrefs[*]/href|assets/*/file:size|assets/*/cairn:referenced_bytes|assets/*/start_datetime|assets/*/end_datetime",
        "what is known of the files"),
    Row("CMIP6 *", "missing", "assets/*/cube:variables/rlus/attrs", "datacube's members for the same: description, cf:standard_name"),
    Row("sprint 2 variables|sprint 3 scene", "more", "properties/*", "what the store states about itself; the example leaves it out"),

    # More, or more exact, than the examples
    Row("*", "more", "*/zarr:node_type|*/zarr:zarr_format|*/zarr:consolidated|zarr:*", "zarr extension"),
    Row("*", "more", "*/data_type|*/nodata|data_type|nodata", "from the arrays"),
    Row("*", "more", "*/raster:scale|*/raster:offset", "from the arrays' scale_factor and add_offset"),
    Row("*", "more", "*/cf:*|cf:*", "CF extension: standard names and cell methods"),
    Row("*", "more", "*/unit|*/description|*/axis|*/type|type", "from the arrays' attributes; a member that the example leaves open"),
    Row("*", "more", "assets/*/title", "every asset of ours has a title"),
    Row("S2 groups|CMIP6 *|sprint 5 levels", "more", "assets/*/cube:dimensions|*/cube:dimensions/*|*/cube:variables|*/cube:variables/*|cube:dimensions/*|cube:variables|"
        "properties/cube:*", "the whole cube of each group, and of the whole store on an Item with several groups"),
    Row("S2 multiscales|ICON|sprint 3 scene|sprint 4 ICON", "more", "*cube:variables/*", "auxiliary variables, and data variables that the example cuts short"),
    Row("ICON|sprint 4 ICON|sprint 5 levels", "more", "*cube:dimensions/crs|*cube:dimensions/soil_level|*cube:dimensions/pressure_rva", "all dimensions of the store"),
    Row("*", "more", "*cube:dimensions/*/calendar|*cube:dimensions/*/values|*cube:dimensions/*/positive|*cube:dimensions/*/step|*cube:dimensions/*/size|"
        "*cube:dimensions/*/extent", "from the coordinates"),
    Row("ICON|sprint 4 ICON|sprint 5 levels", "more", "*bands[*]*", "all bands of the store, with their standard names"),
    Row("CMIP6 *", "more", "assets/*/bands", "each data variable is a band"),
    Row(ICON, "other", "*cube:dimensions/pressure/type|cube:dimensions/*/type", "datacube: a vertical dimension is spatial, with axis z"),
    Row("S2 groups", "more", "assets/conditions_geometry", "every group that has arrays is described"),
    Row("S2 groups", "missing other more", "linkTemplates*", "one template for each group: not every band is in every resolution"),
    Row("S2 multiscales", "other", "linkTemplates*/title|linkTemplates*/uriTemplate|linkTemplates*/enum|linkTemplates*/description",
        "other names for level and variable; the levels and bands that this store has"),
    Row("S2 multiscales", "missing more", "linkTemplates*/variables/*|linkTemplates*/type", "other names for level and variable, and the media type"),
    Row("ICON", "more", "assets/*/roles", "data, or what the configuration says"),
    Row("sprint 5 levels", "other", "assets/*/roles", "a group is no variable; the configuration of this case says group"),
    Row("CMIP6 item", "other", "geometry/coordinates", "the same box, counterclockwise (RFC 7946)"),
    Row("CMIP6 *", "other", "properties/end_datetime|extent/temporal/interval|*cube:dimensions/time/extent", "the end of the last day, from the bounds"),
    Row("sprint 3 scene", "more", "assets/*/cube:dimensions/*/*", "the example leaves them open"),

    # With projections and cells
    Row(S2, "missing", "assets/*/gsd|assets/*/proj:*|assets/*/bands[*]/gsd|assets/*/bands[*]/proj:shape", "from the projection", True),
    Row("sprint 3 scene", "missing", "assets/*/gsd|assets/*/proj:shape", "from the projection", True),
    Row("S2 *|sprint 2 variables|sprint 3 scene", "other more", "properties/proj:*", "in units of the system; the example's proj:bbox is in degrees", True),
    Row("*", "more", "assets/*/proj:*|assets/*/gsd", "projection extension: system, place and shape of the grid", True),
    Row("S2 multiscales", "other missing", "*/cube:dimensions/x/*|*/cube:dimensions/y/*", "spatial needs a reference system; the extent is that of the cells' edges", True),
    Row(ICON, "other missing", "*cube:dimensions/cell/*", "datacube: cells that are not on axes are a geometry dimension with a bbox", True),
    Row("ICON|sprint 4 ICON|sprint 5 levels", "more", "*cube:dimensions/cell/*", "datacube: members of a geometry dimension", True),
]

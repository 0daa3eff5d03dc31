// What the operator wants, checked: the result of reading a configuration, or of --archive and --href alone.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/model/description.hpp"
#include "builder/model/instant.hpp"
#include "builder/model/policies.hpp"
#include "builder/model/quick_look_rules.hpp"
#include "builder/model/virtual_rules.hpp"

namespace cairn {

/// A folder that is crawled, here or on the web, and the URL at which its files are served.
struct Archive {
    std::string name;     ///< for `match.archive` and messages; default: the folder's name
    std::string root;     ///< absolute path, or https://, http:// or s3:// URL without a final '/'
    std::string href;     ///< URL of `root`, without a final '/'; empty: assets get relative links to the files
    std::string listing;  ///< what lists what is below a root on the web: absolute path of a file, or URL of a catalog
                          ///< (THREDDS, STAC); empty: its server does
    std::vector<std::string> include;  ///< globs on the path below root; empty: everything
    std::vector<std::string> exclude;  ///< globs; win over include
};

/// A file of records, one a line, in the place of files that cannot be opened (docs/records.md).
struct RecordList {
    std::string name;  ///< as that of an archive, and unique among both; default: the file's name without its ending
    std::string file;  ///< absolute path
    std::string href;  ///< URL below which the paths of the records lie, without a final '/'; empty: each has its own
};

/// Which files a collection rule takes. All given conditions must hold; none given: every file.
struct Match {
    std::string archive;             ///< Archive::name; empty: any
    std::vector<std::string> paths;  ///< globs on the path below the archive's root, one must match; empty: any
    std::map<std::string, std::string> attributes;  ///< global attribute -> RE2 pattern that must match its whole text
};

/// Where facets come from. Later sources do not replace earlier ones: path, then attributes, then constants.
struct FacetRules {
    std::string path_pattern;  ///< named parts: "CMIP6/{activity}/{institution}/.../{filename}"; '...' stands for any
                               ///< folders; empty: none
    std::string path_regex;    ///< RE2 with named groups, searched in the path; empty: none
    std::map<std::string, std::string> attributes;  ///< facet -> global attribute
    std::map<std::string, std::string> constants;   ///< facet -> value
    json::Value typed_constants = json::object();   ///< those of them that are no texts, as they are
};

/// What becomes of datasets without a time: a STAC Item must have a datetime.
struct Undated {
    std::optional<UtcInterval>
        interval;  ///< stated by the operator; nullopt: assets of the Collection, with no time at all
};

/// What becomes of Zarr stores.
struct StoreRules {
    bool as_collection = false;   ///< a store is its Collection ("one big store"), not an Item in it
    bool link_templates = false;  ///< write `linkTemplates` to the variables of each group
};

/// A project whose Items ESGF has an extension for.
enum class Esgf { none, cmip6, cmip7, cordex_cmip6 };

/// As configurations spell it ("cordex-cmip6"); anything else is `none`.
Esgf esgf_named(std::string_view name);

/// What documents take from the attributes of files where the configuration does not say it itself.
struct FromFiles {
    bool title = true;
    bool description = true;
    bool keywords = true;
    bool license = true;
    bool providers = true;
    bool citation = true;  ///< DOI, citation and publications
    bool dates = true;     ///< when the file was made and changed, on its asset
    bool opening = true;   ///< what xarray needs to be told to open it
};

/// What becomes of a source that is not there any more.
enum class Removed {
    remove,     ///< it goes from the catalog
    deprecate,  ///< it stays, and is said to be deprecated (version extension)
    retain      ///< it stays as it was, with a note
};

/// As configurations spell it; anything else is `remove`.
Removed removed_named(std::string_view name);

/// Which Items of a Collection are versions of one dataset.
struct VersionRules {
    std::string facet;             ///< that is the version; empty: Items are no versions of each other
    bool deprecate_older = false;  ///< all but the latest are said to be deprecated
};

struct CollectionRule {
    std::string id;  ///< template of facets: "cmip6-{activity}"
    Match match;
    FacetRules facets;
    std::string item;   ///< template of the item id; empty: folders and file name (group/default_ids.hpp)
    std::string asset;  ///< template of the asset id; empty: the file name
    std::string title;  ///< templates; empty: what the files say, else the id
    std::string item_title;
    std::string asset_title;  ///< empty: the file name
    std::string description;  ///< template; empty: what the files say, else what they are
    std::string license;      ///< SPDX or "other"; empty: what the files say, else "other"
    std::vector<std::string> keywords;
    std::vector<Provider> providers;
    std::vector<std::string> roles{"data"};  ///< of the assets
    std::string time_from_name;  ///< RE2 with groups of dates, searched in the path; empty: names say nothing of time
    Undated undated;
    std::optional<Removed> removed;  ///< nullopt: that of ScanRules
    VersionRules version;
    StoreRules stores;
    std::optional<virtualize::VirtualRules> virtual_store;  ///< nullopt: no references are written
    std::optional<quicklook::QuickLookRules> thumbnail;     ///< nullopt: no picture is made of an Item
    Esgf esgf = Esgf::none;
    FromFiles from_files;
    std::optional<std::vector<std::string>> properties;  ///< facets that documents show; nullopt: all
    std::vector<std::string> authentication;             ///< names of schemes that the assets need
    json::Value collection_template;  ///< plain STAC JSON with placeholders, merged into the Collection; null: none
    json::Value item_template;        ///< likewise for Items
    json::Value asset_template;       ///< likewise for each asset
    std::shared_ptr<const json::Value> tables;  ///< Config::tables
};

/// How a bucket of an object store is reached, for clients that open data in it.
struct Bucket {
    std::string region;
    std::string endpoint;  ///< URL without a final '/', of a store that is not AWS; empty: AWS
    bool anonymous = false;
    bool requester_pays = false;
};

enum class LinkStyle { relative, absolute };

/// How the media type of a Zarr store is spelled.
enum class StoreTypes {
    parameters,    ///< "application/vnd.zarr; version=2"
    plus,          ///< "application/vnd+zarr; version=2", as first proposed
    bare,          ///< "application/vnd.zarr", for clients that compare whole texts
    bare_plus,     ///< "application/vnd+zarr", for others that do
    best_practice  ///< as parameters; references are "application/vnd.zarr+kerchunk"
};

/// Who is to open the catalog. No one spelling serves all: config/clients.hpp says what each wants.
enum class Client { stac_browser, xpystac, qgis, pystac, geozarr };

/// Where the pages of Items and the list of Collections are linked to by the relations of APIs, "items" and "data".
/// STAC Browser resolves a relative one against its own address when it comes back to a document, and shows an error.
enum class PageLinks {
    automatic,  ///< where the URL of the tree is known, so that these links are absolute
    always
};

/// The page that shows the catalog in a browser (docs/browse.md).
struct Browse {
    enum class Show {
        all,    ///< index.html and browse/: maps, tables, search
        links,  ///< index.html alone, with links to the documents
        nothing
    };
    Show show = Show::all;
    std::string title;         ///< empty: that of the catalog
    std::string accent;        ///< "#rrggbb" of links and buttons on light ground; empty: the page's own
    std::string accent_dark;   ///< likewise on dark ground
    std::string logo;          ///< absolute path of a picture, which is copied into the tree; empty: none
    std::string footer;        ///< a text at the end of each view
    std::string stac_browser;  ///< URL of a STAC Browser that opens this catalog, without a final '/'; empty: no link
};

struct Publish {
    LinkStyle links = LinkStyle::relative;
    std::string root_href;  ///< URL of OUT without a final '/'; needed for absolute links
    StoreTypes store_types = StoreTypes::parameters;
    std::vector<Client> clients;  ///< `for`: the first that has a wish precedes store_types and page_links
    PageLinks page_links = PageLinks::automatic;
    bool zep8 = false;                    ///< addresses of groups as URL pipelines, beside the hrefs
    std::uint32_t item_page_size = 100;   ///< the most Items or Collections on a page (stac/pager.hpp)
    std::uint32_t partition_size = 1000;  ///< the most links of a file to Items or Collections; more: partitions
    std::int64_t grace_s = 86'400;        ///< how long a document stays after the last link to it went
    std::uint32_t keep_previous = 0;      ///< how many trees before this one can be put back
    Browse browse;
    bool parquet = false;  ///< tables of Items, assets and Collections beside the documents
};

/// What becomes of files of formats that are not read.
enum class OtherFiles {
    count,  ///< they are counted by kind
    assets  ///< they are assets, too, known by path, name and date alone
};

/// Where "file:checksum" of assets comes from. Records state theirs in any case.
enum class Checksums {
    none,    ///< nowhere
    lists,   ///< lists in the archives, and those that are named
    compute  ///< likewise; what no list has is computed of the whole file
};

/// As configurations spell it; anything else is `none`.
Checksums checksums_named(std::string_view name);

/// A list of checksums that the configuration names (docs/checksums.md).
struct ChecksumList {
    std::string path;     ///< absolute: a list, or a folder of lists
    std::string archive;  ///< Archive::name; empty: that in which the list lies, else the first
    std::string root;     ///< what the list calls the root of the archive; empty: as the archive does
};

/// Another place that has files, under the same paths.
struct Replica {
    std::string name;         ///< key of `alternate`
    std::string from;         ///< URL, without a final '/', with which hrefs begin; empty: of nothing
    std::string href;         ///< URL in its place, without a final '/'
    std::string title;        ///< empty: the name
    std::string description;  ///< empty: none
};

struct AssetRules {
    std::uint32_t inline_max = 100;  ///< up to this many assets stand in the Item
    std::uint32_t page_size = 1000;  ///< the most features on a page of an asset list (stac/pager.hpp)
    bool modified = false;           ///< `updated` of an asset is when its file was last written to
    OtherFiles other_files = OtherFiles::count;
    Checksums checksums = Checksums::none;
    std::vector<ChecksumList> checksum_lists;
    std::vector<Replica> replicas;
};

/// By what files are known that are on tape only: to open one would bring it back. One of these suffices; none is
/// given: no file is.
struct OfflineRules {
    std::string attribute;   ///< an extended attribute; empty: none is looked at
    std::string value;       ///< RE2 that its whole value must match; empty: it is enough that it is there
    bool no_blocks = false;  ///< a size and no blocks; small files of some file systems have none, either
    std::string list;        ///< absolute path of a file with a path a line; empty: there is none
    bool any() const { return !attribute.empty() || no_blocks || !list.empty(); }
};

/// What a scan does with files that it cannot, or is not to, read now.
struct ScanRules {
    Removed removed = Removed::remove;            ///< of rules that say nothing
    std::int64_t keep_unreadable_s = 7 * 86'400;  ///< how long what was known of a file stays that cannot be read
    std::int64_t min_age_s = 0;                   ///< younger files wait for the next run
    OfflineRules offline;
};

struct Limits {
    std::uint64_t max_problems = 0;                  ///< more inputs with errors than this: exit code 3
    double max_removed_percent = 10;                 ///< of the sources of a Collection: more, and the run stops
    std::uint32_t worker_seconds = 10;               ///< a file that takes longer is a problem
    std::uint64_t worker_memory_bytes = 2ULL << 30;  ///< address space of one worker
    std::uint32_t worker_files = 2000;               ///< a worker is replaced after so many
    std::uint64_t coordinate_bytes = 8ULL << 20;  ///< values of one coordinate variable larger than this are not read
};

/// How archives on the web are read (docs/remote.md).
struct Remote {
    std::uint32_t requests = 32;                ///< under way at once, to each host
    double requests_per_second = 0;             ///< to each host; 0: as many as it answers
    std::uint32_t timeout_s = 30;               ///< without a byte
    std::uint64_t max_requests = UINT64_MAX;    ///< of a run, to all hosts together
    std::uint64_t max_bytes = UINT64_MAX;       ///< likewise, as they come over the wire
    std::uint64_t largest_whole = 64ULL << 20;  ///< of a server without ranges, what is fetched of one file
    std::vector<std::string> follow;            ///< URLs below which references may be read, without a final '/'
};

struct Config {
    std::string file;          ///< path of the configuration; empty when there is none
    std::uint64_t origin = 0;  ///< a hash of all texts that this was read from
    std::string catalog_id;
    std::string catalog_title;
    std::string catalog_description;
    json::Value catalog_template;
    json::Value authentication;  ///< name -> scheme, as "auth:schemes" of the authentication extension; null: none
    std::vector<Archive> archives;
    std::vector<RecordList> records;            ///< archives and records: at least one of either
    std::vector<CollectionRule> collections;    ///< the first that matches takes the file
    std::map<std::string, Bucket> buckets;      ///< by name
    std::shared_ptr<const json::Value> tables;  ///< name -> object that `lookup` of templates looks into; never null
                                                ///< once it was read
    /// Ids of Items that were withdrawn; never null once it was read.
    std::shared_ptr<const std::set<std::string, std::less<>>> retracted;
    Publish publish;
    AssetRules assets;
    ScanRules scan;
    Remote remote;
    Limits limits;
    Policies policies;
};

/// The name of what Source::archive counts: an archive, or behind them a list of records.
const std::string& archive_name(const Config& config, std::size_t index);

}  // namespace cairn

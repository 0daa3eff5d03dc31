#include "builder/reasons_to_read.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <limits>

#include "base/web_place.hpp"

namespace cairn {

namespace {

/// Of objects of one size; the stamp has a hash of the version in the place of the inode (object_stamp.hpp).
std::string what_changed_on_web(const FileStamp& now, const FileStamp& then) {
    if (now.inode != then.inode && now.inode != 0 && then.inode != 0) return "it has another ETag or hash now";
    if (now.modified_ns != then.modified_ns) return "it has another time of change now (Last-Modified)";
    return "its server tells its size, time and ETag otherwise than the last time";
}

}  // namespace

bool is_of_references(Format format) {
    return format == Format::kerchunk_json || format == Format::kerchunk_parquet || format == Format::icechunk;
}

std::string reason_to_read_again(const KnownSource& before, const Source& source, bool leads_elsewhere) {
    if (before.has_errors) return "an error was found in it the last time";
    if (before.format != source.format)
        return "it is " + std::string(name_of(source.format)) + " now, and was " + std::string(name_of(before.format));
    if (leads_elsewhere && is_of_references(before.format))
        return "the addresses of archives, to which references lead, are others";
    if (is_web(source.path) && !is_settled(source.stamp, std::numeric_limits<std::int64_t>::max()))
        return "its server tells neither a time of change nor an ETag, so that nothing says whether it changed";
    if (!before.is_settled) return "it had just been written when it was read, and may have changed since";
    const FileStamp& now = source.stamp;
    const FileStamp& then = before.stamp;
    if (now.size_bytes != then.size_bytes)
        return "its size is " + std::to_string(now.size_bytes) + " and was " + std::to_string(then.size_bytes);
    if (is_web(source.path)) return what_changed_on_web(now, then);
    if (now.inode != then.inode) return "another file has its name now (inode)";
    if (now.modified_ns != then.modified_ns) return "its contents were written to (mtime)";
    return "something about it changed (ctime): its contents, although size and mtime are as they were, or its "
           "name, owner or mode";
}

bool needs_tape(const Fingerprint& fingerprint, const IsOffline& is_offline) {
    if (!is_offline) return false;
    return std::ranges::any_of(fingerprint.parts, [&](const Sighting& part) {
        struct stat status {};
        return part.stamp && ::stat(part.path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
               is_offline(part.path, status);
    });
}

}  // namespace cairn

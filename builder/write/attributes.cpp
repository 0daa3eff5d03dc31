#include "builder/write/attributes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <cerrno>
#include <cstring>
#include <map>
#include <system_error>
#include <vector>

#include "builder/write/descriptor.hpp"

namespace cairn {

namespace {

using Attributes = std::map<std::string, std::string>;

[[noreturn]] void fail(const std::string& action, const std::string& path) {
    throw std::system_error(errno, std::generic_category(), "cannot " + action + " of '" + path + "'");
}

Descriptor opened(const std::string& folder) {
    Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.get() < 0) fail("read the attributes", folder);
    return descriptor;
}

/// Asks for the size, then for the bytes; again when they grew in between.
template <class Call>
bool read_bytes(Call call, std::string& bytes) {
    for (;;) {
        const ssize_t size = call(nullptr, 0);
        if (size < 0) return false;
        bytes.resize(static_cast<std::size_t>(size));
        const ssize_t got = size == 0 ? 0 : call(bytes.data(), bytes.size());
        if (got < 0 && errno == ERANGE) continue;
        if (got < 0) return false;
        bytes.resize(static_cast<std::size_t>(got));
        return true;
    }
}

/// File systems without extended attributes have none.
Attributes attributes_of(int folder, const std::string& path) {
    Attributes attributes;
    std::string names;
    if (!read_bytes([&](char* to, std::size_t size) { return ::flistxattr(folder, to, size); }, names)) {
        if (errno == ENOTSUP) return attributes;
        fail("list the attributes", path);
    }
    for (std::size_t at = 0; at < names.size(); at += std::strlen(names.c_str() + at) + 1) {
        const char* name = names.c_str() + at;
        std::string value;
        if (!read_bytes([&](char* to, std::size_t size) { return ::fgetxattr(folder, name, to, size); }, value)) {
            fail(std::string("read the attribute ") + name, path);
        }
        attributes.emplace(name, std::move(value));
    }
    return attributes;
}

}  // namespace

/// The mode comes last: a change of the owner takes bits from it, and an ACL writes into it.
void copy_folder_attributes(const std::string& from, const std::string& to) {
    const Descriptor source = opened(from);
    const Descriptor target = opened(to);
    struct stat wanted {};
    struct stat present {};
    if (::fstat(source.get(), &wanted) != 0) fail("read the mode", from);
    if (::fstat(target.get(), &present) != 0) fail("read the mode", to);
    const bool same_owner = wanted.st_uid == present.st_uid && wanted.st_gid == present.st_gid;
    if (!same_owner && ::fchown(target.get(), wanted.st_uid, wanted.st_gid) != 0) fail("change the owner", to);
    const Attributes of_source = attributes_of(source.get(), from);
    const Attributes of_target = attributes_of(target.get(), to);
    for (const auto& [name, value] : of_target) {
        if (of_source.count(name) == 0 && ::fremovexattr(target.get(), name.c_str()) != 0) {
            fail("remove the attribute " + name, to);
        }
    }
    for (const auto& [name, value] : of_source) {
        const auto known = of_target.find(name);
        if (known != of_target.end() && known->second == value) continue;
        if (::fsetxattr(target.get(), name.c_str(), value.data(), value.size(), 0) != 0) {
            fail("set the attribute " + name, to);
        }
    }
    if (::fchmod(target.get(), wanted.st_mode & 07777) != 0) fail("change the mode", to);
}

}  // namespace cairn

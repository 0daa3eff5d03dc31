#include "builder/publish/local_files.hpp"

#include <xxhash.h>

#include <fstream>
#include <memory>
#include <new>
#include <stdexcept>
#include <string_view>

#include "base/codecs/gzip_writer.hpp"

namespace cairn::publish {

namespace {

constexpr std::uint64_t k_large_bytes = 64 << 20;

[[noreturn]] void refuse(const std::string& path) {
    throw std::runtime_error("'" + path +
                             "' is not what cairn wrote: somebody changed it, or it cannot be read; run 'cairn build' "
                             "once more, which writes it again");
}

/// The digest of a file that is not held in memory; what cannot be read has another one.
Digest digest_of_file(const std::string& path) {
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
    if (state == nullptr) throw std::bad_alloc();
    XXH3_128bits_reset(state.get());
    std::ifstream file(path, std::ios::binary);
    std::string block(1 << 20, '\0');
    while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0)
        XXH3_128bits_update(state.get(), block.data(), static_cast<std::size_t>(file.gcount()));
    const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
    return {hash.high64, hash.low64};
}

}  // namespace

std::string source_of(const std::string& path, const Wanted& wanted) {
    return wanted.form == Wanted::Form::plain ? path : path.substr(0, path.size() - std::string_view(".gz").size());
}

WantedFiles wanted_files(const Manifest& manifest, Siblings siblings) {
    WantedFiles wanted;
    for (const auto& [path, digest] : manifest.files()) {
        wanted.insert(path, {digest, Wanted::Form::plain});
        if (siblings == Siblings::gzip && path.ends_with(".json") && !path.starts_with(".cairn/"))
            wanted.insert(path + ".gz", {digest, Wanted::Form::gzip});
    }
    return wanted;
}

Manifest manifest_of(const WantedFiles& wanted) {
    Manifest manifest;
    for (const auto& [path, file] : wanted) manifest.add(path, file.digest);
    return manifest;
}

std::uint64_t LocalFiles::size_of(const std::string& path, const Wanted& wanted) const {
    const std::optional<FileState> state = m_filesystem.state_of(place_of(path, wanted));
    if (!state) refuse(place_of(path, wanted));
    return state->size_bytes;
}

bool LocalFiles::is_large(const std::string& path, const Wanted& wanted) const {
    return wanted.form == Wanted::Form::plain && size_of(path, wanted) > k_large_bytes;
}

std::string LocalFiles::bytes_of(const std::string& path, const Wanted& wanted) const {
    std::string bytes;
    try {
        bytes = m_filesystem.read(place_of(path, wanted));
    } catch (const std::exception&) {
        refuse(place_of(path, wanted));
    }
    if (digest_of(bytes) != wanted.digest) refuse(place_of(path, wanted));
    return wanted.form == Wanted::Form::gzip ? codecs::gzipped(bytes) : bytes;
}

void LocalFiles::check_large(const std::string& path, const Wanted& wanted) const {
    if (digest_of_file(place_of(path, wanted)) != wanted.digest) refuse(place_of(path, wanted));
}

}  // namespace cairn::publish

#include "validator/sources/spool.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <vector>

#include "base/codecs/gzip_stream.hpp"
#include "base/codecs/zstd.hpp"
#include "base/interrupted.hpp"

namespace cairn::validate {

namespace {

constexpr std::size_t k_piece = 1U << 20;

std::runtime_error failure(const std::string& what) { return std::runtime_error(what + ": " + std::strerror(errno)); }

std::string temporary_folder() {
    const char* named = std::getenv("TMPDIR");
    return named == nullptr || *named == '\0' ? "/tmp" : named;
}

int nameless_file() {
    const std::string folder = temporary_folder();
    const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file >= 0) return file;
    std::string name = folder + "/cairn-validate-XXXXXX";  // a file system without O_TMPFILE
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0) ::unlink(name.c_str());
    return named;
}

/// What both formats share: pieces go in, pieces come out, a part ends, another may follow.
template <class Stream, class State>
void unpack(PositionedFile& file, Stream& stream, State damaged, State part_ended, Spool& into,
            const std::atomic<bool>& stop) {
    std::vector<std::byte> packed(k_piece);
    std::vector<std::byte> plain(k_piece);
    bool is_whole = false;
    for (std::uint64_t at = 0; at < file.size_bytes();) {
        leave_when(stop);
        codecs::Bytes in = codecs::Bytes(packed).first(file.read(at, packed));
        if (in.empty()) break;
        at += in.size();
        while (!in.empty()) {
            codecs::Out out = plain;
            const State state = stream.decode(in, out);
            if (state == damaged) throw std::runtime_error("the compressed data are damaged");
            into.append(codecs::text_of(codecs::Bytes(plain).first(plain.size() - out.size())));
            is_whole = state == part_ended;
        }
    }
    for (;;) {  // what is still within the stream
        codecs::Bytes none;
        codecs::Out out = plain;
        if (is_whole) return;
        const State state = stream.decode(none, out);
        const std::size_t more = plain.size() - out.size();
        into.append(codecs::text_of(codecs::Bytes(plain).first(more)));
        if (state == part_ended) return;
        if (state == damaged || more == 0) throw std::runtime_error("the compressed data are cut off");
    }
}

}  // namespace

Spool::Spool() : m_descriptor(nameless_file()) {
    if (m_descriptor < 0) throw failure(temporary_folder() + ": no temporary file can be made there (TMPDIR)");
    m_buffer.reserve(k_piece);
}

Spool::~Spool() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

void Spool::append(std::string_view bytes) {
    m_buffer.append(bytes);
    if (m_buffer.size() >= k_piece) write_out();
}

void Spool::write_out() {
    std::string_view left = m_buffer;
    while (!left.empty()) {
        const ssize_t count = ::write(m_descriptor, left.data(), left.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw failure(temporary_folder() + ": the temporary file cannot be written (TMPDIR)");
        left.remove_prefix(static_cast<std::size_t>(count));
    }
    m_size += m_buffer.size();
    m_buffer.clear();
}

std::unique_ptr<PositionedFile> Spool::take() {
    write_out();
    const int descriptor = m_descriptor;
    m_descriptor = -1;
    return std::make_unique<PositionedFile>(descriptor, m_size);
}

std::unique_ptr<PositionedFile> spooled(int descriptor, const std::atomic<bool>& stop) {
    Spool spool;
    std::vector<char> piece(k_piece);
    for (;;) {
        leave_when(stop);
        const ssize_t count = ::read(descriptor, piece.data(), piece.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw failure("standard input cannot be read");
        if (count == 0) return spool.take();
        spool.append({piece.data(), static_cast<std::size_t>(count)});
    }
}

std::unique_ptr<PositionedFile> unpacked(std::unique_ptr<PositionedFile> file, const std::atomic<bool>& stop) {
    std::array<std::byte, 4> magic{};
    file->read(0, magic);
    const std::string_view begin = codecs::text_of(magic);
    const bool is_gzip = begin.starts_with("\x1F\x8B");
    const bool is_zstd = begin == "\x28\xB5\x2F\xFD";
    if (!is_gzip && !is_zstd) return file;
    Spool spool;
    if (is_gzip) {
        codecs::GzipStream stream;
        using State = codecs::GzipStream::State;
        unpack(*file, stream, State::damaged, State::at_end_of_member, spool, stop);
    } else {
        codecs::ZstdStream stream;
        using State = codecs::ZstdStream::State;
        unpack(*file, stream, State::damaged, State::at_end_of_frame, spool, stop);
    }
    return spool.take();
}

}  // namespace cairn::validate

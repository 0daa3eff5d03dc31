// What cairn and its worker processes say to each other over a socket pair. The worker says hello; then each request
// gets one reply. A frame: magic "CRNW", version (1 byte), kind (1 byte), 2 zero bytes, length of the payload (8
// bytes), payload. A worker may have been corrupted by the file it reads, so every byte that it sends is checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/outcome.hpp"
#include "builder/model/dataset.hpp"
#include "builder/probe/reader.hpp"

namespace cairn {

enum class FrameKind : std::uint8_t { hello, request, dataset, problem };

struct FrameHeader {
    FrameKind kind = FrameKind::hello;
    std::uint64_t length = 0;  ///< bytes of payload that follow
};

constexpr std::size_t k_frame_header_bytes = 16;

struct ReadRequest {
    std::string path;
    ReadLimits limits;
    std::uint64_t seconds = 0;  ///< after which the worker ends itself, should nobody be left to do it
    std::uint64_t largest_reply_bytes = 0;
};

std::string encode_frame_header(const FrameHeader& header);
/// `bytes` are k_frame_header_bytes; nothing when they are not a header of this version.
std::optional<FrameHeader> decode_frame_header(std::string_view bytes);

std::string encode(const ReadRequest& request);
std::string encode(const Dataset& dataset);
std::string encode(const Problem& problem);

/// Nothing when the bytes are not exactly one such value. A Dataset that comes back is sound: parents precede their
/// groups, dimensions of variables exist.
std::optional<ReadRequest> decode_request(std::string_view payload);
std::optional<Dataset> decode_dataset(std::string_view payload);
std::optional<Problem> decode_problem(std::string_view payload);

}  // namespace cairn

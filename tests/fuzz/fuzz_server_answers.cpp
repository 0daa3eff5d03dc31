// Any bytes as what a server of S3, of a role's keys or of the web answers, and as a file of profiles: read in bounded
// time, twice alike.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/storage/http/aws_metadata.hpp"
#include "base/storage/http/aws_profiles.hpp"
#include "base/storage/http/headers.hpp"
#include "base/storage/http/s3_answers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace cairn;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Answer<S3Page> page = parse_s3_page(text);
    if (page.index() != parse_s3_page(text).index()) std::abort();
    HttpResponse response;
    response.status = 403;
    response.body = text;
    if (!s3_fault(response)) std::abort();
    parse_role_keys(text);
    parse_aws_profiles(text);
    if (const auto line = parse_header_line(text)) parse_content_range(line->second);
    return 0;
}

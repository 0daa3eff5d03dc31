// Options that several verbs have.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "base/storage/http/s3_options.hpp"
#include "builder/pipeline.hpp"
#include "builder/probe/native_reader.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace cairn {

/// "--wait" alone: as long as it takes.
void add_wait(CLI::App& verb, std::chrono::seconds& wait);
void add_reader(CLI::App& verb, ReaderChoice& choice);
CLI::Option* add_preset(CLI::App& verb, std::string& preset);
void add_jobs(CLI::App& verb, std::size_t& jobs, const std::string& what);
/// --aws-profile, --s3-endpoint, --s3-region, --s3-addressing, --s3-anonymous.
void add_s3(CLI::App& verb, S3Options& options);
void add_trust(CLI::App& verb, Trust& trust);

}  // namespace cairn

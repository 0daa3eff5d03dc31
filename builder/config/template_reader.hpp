// Templates and tables of a configuration: written out in it, or files of JSON that it names.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json/value.hpp"
#include "builder/config/read.hpp"

namespace cairn {

/// Reads them, and keeps what is wrong with them, and the texts of the files.
class TemplateReader {
  public:
    /// `folder`: what relative paths are relative to. `result` must outlive the reader.
    TemplateReader(std::string folder, ReadResult& result) : m_folder(std::move(folder)), m_result(result) {}

    /// An object as it is, the file that a text names; null: neither, or the file is no JSON object.
    json::Value read(const json::Value& json, const std::string& pointer);
    /// Config::retracted, of files as add_ids_of reads them.
    std::set<std::string, std::less<>> read_ids(const std::vector<std::string>& paths, const std::string& pointer);
    /// Config::tables.
    json::Value read_tables(const json::Value& json);
    ReadResult& result() { return m_result; }

  private:
    std::string m_folder;
    ReadResult& m_result;
};

}  // namespace cairn

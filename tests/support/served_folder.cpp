#include "tests/support/served_folder.hpp"

#include <fmt/format.h>

#include <boost/filesystem.hpp>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "base/percent.hpp"
#include "base/storage/http/http_storage.hpp"
#include "base/storage/web_storages.hpp"
#include "builder/probe/native_reader.hpp"

namespace cairn::test {

namespace fs = boost::filesystem;

namespace {

std::string index_of(const std::string& folder) {
    std::string page = "<html><head><title>Index of " + folder + "</title></head><body><pre><a href=\"../\">../</a>\n";
    for (fs::directory_iterator at(folder), end; at != end; ++at) {
        const bool is_folder = fs::is_directory(at->status());
        const std::string name = percent_encoded(at->path().filename().string()) + (is_folder ? "/" : "");
        page += "<a href=\"" + name + "\">" + name + "</a>  29-Nov-2026 20:06  " +
                (is_folder ? "-" : std::to_string(fs::file_size(at->path()))) + "\n";
    }
    return page + "</pre></body></html>";
}

class ServedReader final : public Reader {
  public:
    ServedReader(ReadLimits limits, Ranges ranges) : m_server(serving_disk(ranges)) {
        m_root = m_server.url();
        m_root.pop_back();
        m_web.add(m_root, std::make_unique<HttpStorage>(m_server.url()));
        references::Reachable reachable;
        reachable.web = &m_web;
        m_reader = make_native_reader({}, ReaderChoice::native, limits, reachable);
    }

    std::string_view name() const override { return m_reader->name(); }
    bool can_read(Format format) const override { return m_reader->can_read(format); }

    Outcome<Dataset> read(const Source& source) override {
        Source served = source;
        served.path = m_root + source.path;
        if (fs::is_directory(source.path)) {
            served.stamp.size_bytes = 0;
        } else if (served.stamp.size_bytes == 0) {
            served.stamp.size_bytes = 1;
        }
        Outcome<Dataset> dataset = m_reader->read(served);
        if (!dataset) {
            Problem problem = dataset.take_problem();
            on_disk(problem);
            return problem;
        }
        for (Problem& problem : dataset->problems) on_disk(problem);
        return dataset;
    }

  private:
    void on_disk(Problem& problem) const {
        if (problem.path.starts_with(m_root)) problem.path.erase(0, m_root.size());
    }

    LoopbackServer m_server;
    std::string m_root;
    WebStorages m_web;
    std::unique_ptr<Reader> m_reader;
};

}  // namespace

LoopbackServer::Respond serving_disk(Ranges ranges) {
    return [ranges](const ServedRequest& request) {
        const std::string path = percent_decode_leniently(request.path);
        boost::system::error_code error;
        if (path.ends_with('/') && fs::is_directory(path, error)) return reply(200, index_of(path));
        if (!fs::is_regular_file(path, error)) return reply(404, request.method == "HEAD" ? "" : "not here");
        std::ifstream file(path, std::ios::binary);
        std::ostringstream bytes;
        bytes << file.rdbuf();
        return serving({{path.substr(1), std::move(bytes).str()}}, ranges)(request);
    };
}

std::unique_ptr<Reader> make_served_reader(ReadLimits limits, Ranges ranges) {
    return std::make_unique<ServedReader>(limits, ranges);
}

}  // namespace cairn::test

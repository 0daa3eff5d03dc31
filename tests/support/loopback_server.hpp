// A small web server on a port of the loopback for tests: it answers what the test says.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace cairn::test {

struct ServedRequest {
    std::string method;
    std::string path;                            ///< as sent, with the query
    std::map<std::string, std::string> headers;  ///< names in small letters
    std::string body;
};

/// Bytes of a whole answer. `keep_open`: another request may follow on the connection; else it is closed behind the
/// bytes, whatever they promise.
struct ServedReply {
    std::string bytes;
    bool keep_open = true;
};

ServedReply reply(int status, const std::string& body, const std::string& headers = {});

class LoopbackServer {
  public:
    using Respond = std::function<ServedReply(const ServedRequest&)>;
    explicit LoopbackServer(Respond respond);
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    std::string url() const;  ///< "http://127.0.0.1:PORT/"
    std::vector<ServedRequest> requests() const;
    std::size_t connections() const { return m_connections; }

  private:
    void accept_all();
    void serve(int socket);

    Respond m_respond;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<std::size_t> m_connections{0};
    std::atomic<bool> m_is_ending{false};
    mutable std::mutex m_mutex;  ///< guards what follows
    std::vector<ServedRequest> m_requests;
    std::vector<std::thread> m_threads;
    std::vector<int> m_sockets;
    std::thread m_accepting;
};

/// What a server of files answers, with ranges, ETags and HEAD; without ranges it sends the whole.
enum class Ranges { served, ignored };
LoopbackServer::Respond serving(std::map<std::string, std::string> files, Ranges ranges);

}  // namespace cairn::test

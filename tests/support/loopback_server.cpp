#include "tests/support/loopback_server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "base/percent.hpp"

namespace cairn::test {

namespace {

ServedRequest parsed(const std::string& head) {
    ServedRequest request;
    const std::size_t line_end = head.find("\r\n");
    const std::size_t first = head.find(' ');
    const std::size_t second = head.find(' ', first + 1);
    request.method = head.substr(0, first);
    request.path = head.substr(first + 1, second - first - 1);
    for (std::size_t at = line_end + 2; at < head.size();) {
        const std::size_t end = std::min(head.find("\r\n", at), head.size());
        const std::size_t colon = head.find(':', at);
        if (colon < end) {
            std::string name = head.substr(at, colon - at);
            std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
            request.headers[name] = head.substr(std::min(colon + 2, end), end - std::min(colon + 2, end));
        }
        at = end + 2;
    }
    return request;
}

/// Takes as many bytes as the request says that it has from what was received, and from the socket.
bool take_body(int socket, std::string& received, ServedRequest& request) {
    const auto length = request.headers.find("content-length");
    if (length == request.headers.end()) return true;
    const std::size_t size = std::stoull(length->second);
    char buffer[4096];
    while (received.size() < size) {
        const ssize_t got = ::recv(socket, buffer, sizeof buffer, 0);
        if (got <= 0) return false;
        received.append(buffer, static_cast<std::size_t>(got));
    }
    request.body = received.substr(0, size);
    received.erase(0, size);
    return true;
}

bool send_all(int socket, const std::string& bytes) {
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t sent = ::send(socket, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        done += static_cast<std::size_t>(sent);
    }
    return true;
}

std::optional<std::pair<std::uint64_t, std::uint64_t>> range_of(const ServedRequest& request) {
    const auto header = request.headers.find("range");
    if (header == request.headers.end()) return std::nullopt;
    const std::string& text = header->second;  // bytes=0-99
    const std::size_t dash = text.find('-');
    return std::pair{std::stoull(text.substr(6, dash - 6)), std::stoull(text.substr(dash + 1))};
}

}  // namespace

ServedReply reply(int status, const std::string& body, const std::string& headers) {
    return {fmt::format("HTTP/1.1 {} X\r\nContent-Length: {}\r\n{}\r\n{}", status, body.size(), headers, body), true};
}

LoopbackServer::LoopbackServer(Respond respond) : m_respond(std::move(respond)) {
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    if (::bind(m_listener, plain, size) != 0 || ::listen(m_listener, 128) != 0 ||
        ::getsockname(m_listener, plain, &size) != 0)
        throw std::runtime_error("no port on the loopback");
    m_port = ntohs(address.sin_port);
    m_accepting = std::thread([this] { accept_all(); });
}

LoopbackServer::~LoopbackServer() {
    m_is_ending = true;
    ::shutdown(m_listener, SHUT_RDWR);
    m_accepting.join();
    ::close(m_listener);
    {
        const std::lock_guard lock(m_mutex);
        for (const int socket : m_sockets) ::shutdown(socket, SHUT_RDWR);
    }
    for (std::thread& thread : m_threads) thread.join();
}

std::string LoopbackServer::url() const { return fmt::format("http://127.0.0.1:{}/", m_port); }

std::vector<ServedRequest> LoopbackServer::requests() const {
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void LoopbackServer::accept_all() {
    while (!m_is_ending) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) return;
        ++m_connections;
        const std::lock_guard lock(m_mutex);
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket] { serve(socket); });
    }
}

void LoopbackServer::serve(int socket) {
    std::string head;
    char buffer[4096];
    for (;;) {
        std::size_t end = head.find("\r\n\r\n");
        while (end == std::string::npos) {
            const ssize_t got = ::recv(socket, buffer, sizeof buffer, 0);
            if (got <= 0) break;
            head.append(buffer, static_cast<std::size_t>(got));
            end = head.find("\r\n\r\n");
        }
        if (end == std::string::npos) break;
        ServedRequest request = parsed(head.substr(0, end));
        head.erase(0, end + 4);
        if (!take_body(socket, head, request)) break;
        {
            const std::lock_guard lock(m_mutex);
            m_requests.push_back(request);
        }
        const ServedReply answer = m_respond(request);
        if (!send_all(socket, answer.bytes) || !answer.keep_open) break;
    }
    const std::lock_guard lock(m_mutex);
    m_sockets.erase(std::find(m_sockets.begin(), m_sockets.end(), socket));
    ::close(socket);
}

LoopbackServer::Respond serving(std::map<std::string, std::string> files, Ranges ranges) {
    return [files = std::move(files), ranges](const ServedRequest& request) {
        const auto file = files.find(percent_decode_leniently(request.path.substr(1)));
        if (file == files.end()) return reply(404, request.method == "HEAD" ? "" : "not here");
        const std::string& bytes = file->second;
        const std::string etag = fmt::format("ETag: \"{}\"\r\n", std::hash<std::string>{}(bytes));
        if (request.method == "HEAD")
            return ServedReply{fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{}\r\n", bytes.size(), etag),
                               true};
        const auto range = range_of(request);
        if (!range || ranges == Ranges::ignored) return reply(200, bytes, etag);
        if (range->first >= bytes.size()) return reply(416, "");
        const std::string part = bytes.substr(range->first, range->second - range->first + 1);
        return reply(206, part,
                     etag + fmt::format("Content-Range: bytes {}-{}/{}\r\n", range->first,
                                        range->first + part.size() - 1, bytes.size()));
    };
}

}  // namespace cairn::test

#include "cli/object_server.h"

#include <map>
#include <string_view>

#include <microhttpd.h>

#include "cli/connection_watch.h"
#include "cli/listening_socket.h"

namespace skan::cli {
namespace {

using Response = std::unique_ptr<MHD_Response, decltype(&MHD_destroy_response)>;
using Daemon = std::unique_ptr<MHD_Daemon, decltype(&MHD_stop_daemon)>;

constexpr unsigned kConnections = 64, kConnectionsPerAddress = 16;
constexpr std::size_t kRequestMemory = 16'384;   // bytes; longer requests are refused
constexpr std::size_t kRemembered = 64'000'000;  // bytes of objects that are ready to be given again

constexpr const char* kForever = "public, max-age=31536000, immutable";

/// An object that is ready to be given again.
struct Ready {
  Response response;
  std::size_t bytes;
};

std::string_view text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Response make_response(std::string_view content, const char* type, const char* cache) {
  // With this mode the library copies, whatever its parameter looks like.
  Response out(MHD_create_response_from_buffer(content.size(), const_cast<char*>(content.data()),
                                               MHD_RESPMEM_MUST_COPY),
               MHD_destroy_response);
  if (!out) return out;
  MHD_add_response_header(out.get(), MHD_HTTP_HEADER_CONTENT_TYPE, type);
  MHD_add_response_header(out.get(), MHD_HTTP_HEADER_CACHE_CONTROL, cache);
  MHD_add_response_header(out.get(), "X-Content-Type-Options", "nosniff");
  return out;
}

int socket_of(MHD_Connection* connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

MHD_Result give(MHD_Connection* connection, unsigned status, const Response& response) {
  return response ? MHD_queue_response(connection, status, response.get()) : MHD_NO;
}

/// Nobody needs to send one here, and it might never end.
bool sends_a_body(MHD_Connection* connection) {
  const auto has = [&](const char* name) {
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name) != nullptr;
  };
  return has(MHD_HTTP_HEADER_CONTENT_LENGTH) || has(MHD_HTTP_HEADER_TRANSFER_ENCODING);
}

MHD_Result give_text(MHD_Connection* connection, unsigned status, std::string_view text) {
  const Response response = make_response(text, "text/plain", "no-store");
  if (response && status == MHD_HTTP_METHOD_NOT_ALLOWED)
    MHD_add_response_header(response.get(), MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
  return give(connection, status, response);
}

}  // namespace

/// All but its making, its end and the watch's happens in the server's one thread.
struct ObjectServer::Impl {
  Impl(TrustStore from, std::string at, std::chrono::seconds patience)
      : store(std::move(from)), url(std::move(at)), watch(patience) {}

  static void on_connection(void* self, MHD_Connection* connection, void** of_socket,
                            MHD_ConnectionNotificationCode what);
  static void on_answered(void* self, MHD_Connection* connection, void** request, MHD_RequestTerminationCode why);
  static MHD_Result on_request(void* self, MHD_Connection* connection, const char* path, const char* method,
                               const char* version, const char* body, std::size_t* body_size, void** request);
  MHD_Result answer(MHD_Connection* connection, std::string_view path, std::string_view method);
  MHD_Result answer_newest(MHD_Connection* connection, const std::string& path);
  MHD_Result answer_named_by_content(MHD_Connection* connection, const std::string& path);
  bool take_up_news();
  void forget();

  TrustStore store;
  std::string url;
  std::map<std::string, Ready> ready;  ///< making a list's travelling form takes longer than sending it
  std::size_t ready_bytes = 0;
  ConnectionWatch watch;
  Daemon daemon{nullptr, MHD_stop_daemon};  // last, so that it ends first
};

void ObjectServer::Impl::on_connection(void* self, MHD_Connection* connection, void**,
                                       MHD_ConnectionNotificationCode what) {
  ConnectionWatch& watch = static_cast<Impl*>(self)->watch;
  if (what == MHD_CONNECTION_NOTIFY_STARTED)
    watch.expect_request(socket_of(connection), ConnectionWatch::Clock::now());
  else
    watch.forget(socket_of(connection));
}

void ObjectServer::Impl::on_answered(void* self, MHD_Connection* connection, void**, MHD_RequestTerminationCode) {
  static_cast<Impl*>(self)->watch.expect_request(socket_of(connection), ConnectionWatch::Clock::now());
}

MHD_Result ObjectServer::Impl::on_request(void* self, MHD_Connection* connection, const char* path,
                                          const char* method, const char*, const char*, std::size_t*,
                                          void** request) {
  // The library calls once when the headers are there and once when all is. An answer to the first call ends
  // the connection, an answer to the second leaves it open for the next request.
  const bool is_first = *request == nullptr;
  *request = self;
  if (is_first && !sends_a_body(connection)) return MHD_YES;
  try {
    return static_cast<Impl*>(self)->answer(connection, path, method);
  } catch (...) {
    return MHD_NO;  // memory ran out: this connection ends, the server does not
  }
}

MHD_Result ObjectServer::Impl::answer(MHD_Connection* connection, std::string_view path,
                                      std::string_view method) {
  if (method != MHD_HTTP_METHOD_GET && method != MHD_HTTP_METHOD_HEAD)
    return give_text(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "only GET and HEAD\n");
  if (path.starts_with('/')) path.remove_prefix(1);
  const bool is_newest = path == "head" || path.starts_with("root/");
  if (is_newest && !take_up_news())
    return give_text(connection, MHD_HTTP_SERVICE_UNAVAILABLE, "the trust store cannot be read\n");
  const TrustStatus status = store.status({});
  if (status.damaged || status.rolled_back) {
    forget();
    return give_text(connection, MHD_HTTP_SERVICE_UNAVAILABLE, "the trust store needs an update itself\n");
  }
  return is_newest ? answer_newest(connection, std::string(path))
                   : answer_named_by_content(connection, std::string(path));
}

/// False if it cannot be known what is in force.
bool ObjectServer::Impl::take_up_news() {
  const auto is_new = store.refresh();
  if (!is_new || *is_new) forget();
  return is_new.has_value();
}

void ObjectServer::Impl::forget() {
  ready.clear();
  ready_bytes = 0;
}

MHD_Result ObjectServer::Impl::answer_newest(MHD_Connection* connection, const std::string& path) {
  const auto object = store.read_object(path);
  if (!object) return give_text(connection, MHD_HTTP_NOT_FOUND, "not here\n");
  return give(connection, MHD_HTTP_OK,
              make_response(text_of(*object), "application/octet-stream", "no-cache"));
}

MHD_Result ObjectServer::Impl::answer_named_by_content(MHD_Connection* connection, const std::string& path) {
  const auto begun = [&](std::size_t bytes) {
    watch.expect_taking(socket_of(connection), bytes, ConnectionWatch::Clock::now());
  };
  if (const auto found = ready.find(path); found != ready.end()) {
    begun(found->second.bytes);
    return give(connection, MHD_HTTP_OK, found->second.response);
  }
  const auto object = store.read_object(path);
  if (!object) return give_text(connection, MHD_HTTP_NOT_FOUND, "not here\n");
  if (ready_bytes + object->size() > kRemembered) forget();
  Response response = make_response(text_of(*object), "application/octet-stream", kForever);
  if (!response) return MHD_NO;
  ready_bytes += object->size();
  begun(object->size());
  return give(connection, MHD_HTTP_OK, ready.emplace(path, Ready{std::move(response), object->size()}).first->second.response);
}

ObjectServer::ObjectServer(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
ObjectServer::ObjectServer(ObjectServer&&) noexcept = default;
ObjectServer& ObjectServer::operator=(ObjectServer&&) noexcept = default;
ObjectServer::~ObjectServer() = default;

const std::string& ObjectServer::url() const noexcept {
  return impl_->url;
}

void ObjectServer::end_late_connections() {
  impl_->watch.end_late(ConnectionWatch::Clock::now());
}

Result<ObjectServer> ObjectServer::start(TrustStore store, const std::string& address, std::chrono::seconds patience) {
  auto listening = listen_at(address);
  if (!listening) return std::unexpected(listening.error());
  auto impl = std::make_unique<Impl>(std::move(store), listening->url, patience);
  // The daemon closes the socket.
  impl->daemon.reset(MHD_start_daemon(
      MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD, 0, nullptr, nullptr, &Impl::on_request, impl.get(),
      MHD_OPTION_LISTEN_SOCKET, listening->socket.release(), MHD_OPTION_CONNECTION_LIMIT, kConnections,
      MHD_OPTION_PER_IP_CONNECTION_LIMIT, kConnectionsPerAddress, MHD_OPTION_CONNECTION_TIMEOUT,
      static_cast<unsigned>(patience.count()), MHD_OPTION_CONNECTION_MEMORY_LIMIT, kRequestMemory,
      MHD_OPTION_NOTIFY_CONNECTION, &Impl::on_connection, impl.get(), MHD_OPTION_NOTIFY_COMPLETED,
      &Impl::on_answered, impl.get(), MHD_OPTION_END));
  if (!impl->daemon)
    return std::unexpected(
        Error{ErrorCode::storage,
              "--listen " + address + ": the server could not be started; is there memory left?"});
  return ObjectServer(std::move(impl));
}

}  // namespace skan::cli

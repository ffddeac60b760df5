#include "skan/c/store.h"

#include "bytes_handle.h"
#include "store_handle.h"

using namespace skan::c;

namespace {

skan::AuthorityId authority_in(const char* authority, std::size_t length) {
  const auto id = skan::AuthorityId::parse(text_in(authority, length, "authority"));
  if (!id) refuse("authority", id.error().message);
  return *id;
}

skan::OpenOptions options_in(const skan_open_options* options) {
  const skan_open_options given = taken_or_default(options, "options");
  const skan_anchor anchor = taken_or_default(given.anchor, "options.anchor");
  return {std::string(utf8_in(given.channel.data, given.channel.length, "options.channel")),
          {anchor.root_version, anchor.epoch, anchor.sequence, anchor.data_root_version}};
}

skan_anchor told(const skan::Anchor& anchor) noexcept {
  skan_anchor out{};
  out.root_version = anchor.root_version;
  out.epoch = anchor.epoch;
  out.data_root_version = anchor.data_root_version;
  out.sequence = anchor.sequence;
  return out;
}

}  // namespace

skan_status skan_store_provision(const char* path, std::size_t path_length, const void* root, std::size_t root_length,
                                 const char* authority, std::size_t authority_length, const char* channel,
                                 std::size_t channel_length, skan_store** store, skan_error* error) noexcept {
  const Out out(store, "store");
  return guarded(error, [&] {
    out.check();
    const std::string file(utf8_in(path, path_length, "path"));
    const auto name = channel_length == 0 ? "main" : utf8_in(channel, channel_length, "channel");
    const auto id = authority_in(authority, authority_length);
    out.put(new skan_store(
        value_of(skan::TrustStore::provision(file, bytes_in(root, root_length, "root"), id, name))));
  });
}

skan_status skan_store_open(const char* path, std::size_t path_length, const char* authority,
                            std::size_t authority_length, const skan_open_options* options, skan_store** store,
                            skan_error* error) noexcept {
  const Out out(store, "store");
  return guarded(error, [&] {
    out.check();
    const std::string file(utf8_in(path, path_length, "path"));
    const auto id = authority_in(authority, authority_length);
    out.put(new skan_store(value_of(skan::TrustStore::open(file, id, options_in(options)))));
  });
}

skan_status skan_store_free(skan_store** store) noexcept {
  return freed(store, "store");
}

skan_status skan_store_update(skan_store* store, const void* bundle, std::size_t bundle_length, std::int64_t now,
                              skan_clock_source source, skan_update_report* report, skan_error* error) noexcept {
  const SizedOut out(report, "report");
  return guarded(error, [&] {
    out.check_if_wanted();
    const auto bytes = bytes_in(bundle, bundle_length, "bundle");
    out.put(told(value_of(in(store, "store").value.update(bytes, moment_in(now, source)))));
  });
}

skan_status skan_store_refresh(skan_store* store, std::int32_t* changed, skan_error* error) noexcept {
  const Out out(changed, "changed");
  return guarded(error, [&] {
    out.check_if_wanted();
    out.put(value_of(in(store, "store").value.refresh()) ? 1 : 0);
  });
}

skan_status skan_store_note_time(skan_store* store, std::int64_t now, skan_clock_source source,
                                 skan_error* error) noexcept {
  return guarded(error, [&] { value_of(in(store, "store").value.note_time(moment_in(now, source))); });
}

skan_status skan_store_anchor(const skan_store* store, skan_anchor* anchor, skan_error* error) noexcept {
  const SizedOut out(anchor, "anchor");
  return guarded(error, [&] {
    out.check();
    out.put(::told(in(store, "store").value.anchor()));
  });
}

skan_status skan_store_export(const skan_store* store, const char* path, std::size_t path_length,
                              skan_error* error) noexcept {
  return guarded(error, [&] {
    const std::string file(utf8_in(path, path_length, "path"));
    value_of(in(store, "store").value.export_copy(file));
  });
}

skan_status skan_store_read_object(const skan_store* store, const char* site_path, std::size_t site_path_length,
                                   skan_bytes** object, skan_error* error) noexcept {
  const Out out(object, "object");
  return guarded(error, [&] {
    out.check();
    const auto path = text_in(site_path, site_path_length, "site_path");
    auto bytes = in(store, "store").value.read_object(path);
    if (bytes) out.put(new skan_bytes(std::move(*bytes)));
  });
}

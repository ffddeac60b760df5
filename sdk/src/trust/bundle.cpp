#include "trust/bundle.h"

#include <algorithm>
#include <string_view>

#include "codec/cbor.h"

namespace skan::trust {
namespace {

constexpr std::string_view kMagic = "SKANBDL1";
constexpr std::size_t kMaxBytes = 256'000'000, kMaxObjects = 66'000;

std::unexpected<Error> error(ErrorCode code, const char* message) { return std::unexpected(Error{code, message}); }

std::vector<crypto::Bytes> read_objects(codec::CborReader& in) {
  std::vector<crypto::Bytes> objects;
  const std::size_t count = in.read_array();
  if (count > kMaxObjects) in.fail();
  for (std::size_t left = count; in.ok() && left > 0; --left) objects.push_back(in.read_bytes());
  return objects;
}

void write_objects(codec::CborWriter& out, const std::vector<crypto::Bytes>& objects) {
  out.array(objects.size());
  for (const auto object : objects) out.bytes(object);
}

}  // namespace

Result<Bundle> read_bundle(crypto::Bytes file) {
  const auto magic = std::as_bytes(std::span(kMagic));
  if (file.size() > kMaxBytes) return error(ErrorCode::capacity, "the bundle is larger than 256 MB");
  if (file.size() < magic.size() + sizeof(crypto::Digest) || !std::ranges::equal(file.first(magic.size()), magic)) {
    return error(ErrorCode::malformed, "this is not a bundle; get the file that the authority published");
  }
  const auto content = file.first(file.size() - sizeof(crypto::Digest));
  if (!std::ranges::equal(crypto::digest(crypto::Purpose::bundle, content), file.last(sizeof(crypto::Digest)))) {
    return error(ErrorCode::hash_mismatch, "the bundle is damaged or cut off; copy it again");
  }
  codec::CborReader in(content.subspan(magic.size()));
  Bundle bundle;
  in.read_array_of(4);
  bundle.roots = read_objects(in);
  bundle.head = in.read_bytes();
  bundle.manifest = in.read_bytes();
  bundle.parts = read_objects(in);
  if (!in.finished() || bundle.roots.empty()) {
    return error(ErrorCode::malformed, "the bundle is malformed; get it again from the authority");
  }
  return bundle;
}

std::vector<std::byte> write_bundle(const Bundle& bundle) {
  codec::CborWriter out;
  out.encoded(std::as_bytes(std::span(kMagic)));
  out.array(4);
  write_objects(out, bundle.roots);
  out.bytes(bundle.head).bytes(bundle.manifest);
  write_objects(out, bundle.parts);
  const crypto::Digest trailer = crypto::digest(crypto::Purpose::bundle, out.view());
  out.encoded(trailer);
  return std::move(out).take();
}

}  // namespace skan::trust

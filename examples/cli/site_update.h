// Updating a store from a published site.
#pragma once

#include <cstddef>
#include <expected>
#include <string>

#include "cli/download.h"
#include "cli/site_client.h"
#include "skan/update_session.h"

namespace skan::cli {

/// Why an update did not succeed. `name` is the stable name of an ErrorCode or, for what the SDK knows
/// nothing of, "unreachable": no answer, or none that a published site gives.
struct UpdateFailure {
  std::string name;
  std::string message;
};

UpdateFailure failure_of(const Error& error);

/// An update over HTTP that succeeded.
struct SiteUpdate {
  UpdateReport report;
  std::size_t objects = 0;        ///< received
  std::size_t bytes = 0;          ///< of objects that came over the network
  std::size_t resumed_bytes = 0;  ///< of objects that earlier runs had received
  std::string delta = "none";     ///< "used", "none", or the name of what kept it from being used
};

/// Fetches what `store` needs from the site of `client`, and puts it in force as a whole; on any failure the
/// data in force stays. Begins again once where that can help: another process was faster, the site moved on
/// meanwhile, or an object that was put together from pieces did not fit together.
std::expected<SiteUpdate, UpdateFailure> update_from_site(const TrustStore& store, SiteClient& client,
                                                          DownloadFolder& folder, Moment now);

}  // namespace skan::cli

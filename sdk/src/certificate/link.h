// Links: the portal's, imitations of them, and all others.
#pragma once

#include <string_view>

#include "skan/reason.h"

namespace skan::certificate {

enum class LinkKind {
  no_link,
  elsewhere,    ///< to some other site, or to another page of the portal
  certificate,  ///< to the portal's page about a certificate, in one of its three forms
  lookalike,    ///< pretends to be that
};

struct Link {
  LinkKind kind = LinkKind::no_link;
  LinkFault fault = LinkFault::none;  ///< for lookalike
};

/// What kind of link `text` is: by its wording alone, no network. Read as a browser would (WHATWG URL section 4), and
/// then held against what the portal has ever written (sdk/doc/doors.md).
Link judge_link(std::string_view text);

}  // namespace skan::certificate

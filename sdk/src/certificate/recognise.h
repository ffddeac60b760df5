// What kind of thing a code's text is.
#pragma once

#include <string_view>

#include "skan/reason.h"

namespace skan::certificate {

enum class Format {
  unknown,
  skn1,
  skn_newer,            ///< `SKN2:` and on
  online_link,          ///< a link to the portal's page about a certificate; nothing in it is signed
  lookalike_link,       ///< a link that pretends to be one
  hc1,                  ///< EU Digital COVID Certificate
  hcert_other,          ///< a draft or a later version of it: `HC0:`, `HC2:`
  swiss_light,          ///< Swiss Certificate Light: `LT1:`
  smart_health_card,
  smart_health_link,
  nz_covid_pass,
  nl_coronacheck,
  icao_vds_nc,
  divoc,                ///< India, Sri Lanka, the Philippines: a zip archive of certificate.json
  verifiable_credential,///< W3C, as JSON; also what is inside DIVOC
  fr_2d_doc,            ///< France, before the EU's
};

struct Recognised {
  Format format = Format::unknown;
  LinkFault fault = LinkFault::none;  ///< for lookalike_link
};

/// Recognises `text`, as repair() leaves it, by its outside alone; whether it is well formed is for its reader. Allocates
/// nothing for SKN1.
Recognised recognise(std::string_view text);

/// The stable name for Verdict::format.
std::string_view name(Format format) noexcept;

}  // namespace skan::certificate

// What kind of thing a code's text is.
#pragma once

#include <string_view>

namespace skan::certificate {

enum class Format {
  unknown,
  skn1,
  skn_newer,            ///< `SKN2:` and on
  online_link,          ///< a link to the portal's page about a certificate; nothing in it is signed
  hc1,                  ///< EU Digital COVID Certificate
  smart_health_card,
  nz_covid_pass,
  nl_coronacheck,
  icao_vds_nc,
};

/// Recognises `text` by its outside alone; whether it is well formed is for its reader.
Format recognise(std::string_view text) noexcept;

/// The stable name for Verdict::format.
std::string_view name(Format format) noexcept;

}  // namespace skan::certificate

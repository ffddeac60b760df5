// The record whose size the format promises, and the key of the worked example.
#pragma once

#include <cstddef>
#include <string>

#include "certificate/skn1.h"
#include "cose/sign1.h"
#include "crypto/ed25519.h"
#include "skan/certificate.h"
#include "support/dates.h"

namespace skan::testing {

/// A full record with fields as long as they usually are: format.md section 8.
inline Certificate reference_certificate() {
  Certificate c;
  c.kind = Kind::vaccinated;
  c.status_index = 1'234'567;
  c.number = "9770000012345678";
  c.name_cyrillic = "И***** И. И.";
  c.name_latin = "I***** I. I.";
  c.birth_day = day("1985-04-12");
  c.document_tail = "12** ***345";
  c.event_day = day("2021-06-15");
  c.product = "Sputnik V";
  c.dose = 2;
  c.doses = 2;
  c.region = 77;
  c.issued_at = utc("2021-06-21 09:00:00");
  c.expires = utc("2026-06-21 09:00:00");
  return c;
}

/// The key whose seed is the bytes 00 01 .. 1f.
inline crypto::SecretKey example_key() {
  crypto::Seed seed;
  for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::byte>(i);
  return crypto::SecretKey::from_seed(seed);
}

inline std::vector<std::byte> signed_payload(crypto::Bytes payload) {
  return cose::sign1(payload, certificate::kSkn1Aad, example_key());
}

/// The text of `certificate`, signed with example_key().
inline std::string text_of(const Certificate& certificate) {
  return certificate::skn1_text(signed_payload(certificate::encode_payload(certificate)));
}

}  // namespace skan::testing

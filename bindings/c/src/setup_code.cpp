#include "skan/c/setup_code.h"

#include <array>

#include "arguments.h"
#include "skan/setup_code.h"

using namespace skan::c;

struct skan_setup_code : Tagged<12> {
  explicit skan_setup_code(skan::SetupCode code)
      : value(std::move(code)),
        authority(value.authority.hex()),
        fingerprints{skan::fingerprint(value.authority, skan::FingerprintLanguage::english),
                     skan::fingerprint(value.authority, skan::FingerprintLanguage::russian)} {}

  const skan::SetupCode value;
  const std::string authority;
  /// In order of their languages' numbers.
  const std::array<std::string, 2> fingerprints;
};

skan_status skan_setup_code_parse(const char* text, std::size_t text_length, skan_setup_code** code,
                                  skan_error* error) noexcept {
  const Out out(code, "code");
  return guarded(error, [&] {
    out.check();
    out.put(new skan_setup_code(value_of(skan::read_setup_code(text_in(text, text_length, "text")))));
  });
}

skan_status skan_setup_code_read(const skan_setup_code* code, skan_setup_code_info* info, skan_error* error) noexcept {
  const SizedOut out(info, "info");
  return guarded(error, [&] {
    out.check();
    const skan_setup_code& its = in(code, "code");
    skan_setup_code_info told_info{};
    told_info.authority = told(its.authority);
    told_info.name = told(its.value.name);
    told_info.url = told(its.value.url);
    told_info.policy = told(its.value.policy);
    told_info.channel = told(its.value.channel);
    out.put(told_info);
  });
}

skan_status skan_setup_code_fingerprint(const skan_setup_code* code, skan_language language, skan_text* words,
                                        skan_error* error) noexcept {
  const Out out(words, "words");
  return guarded(error, [&] {
    out.check();
    const skan_setup_code& its = in(code, "code");
    number_in(language, skan::FingerprintLanguage::english, skan::FingerprintLanguage::russian, "language");
    out.put(told(its.fingerprints[static_cast<std::size_t>(language)]));
  });
}

skan_status skan_setup_code_is_fingerprint(const skan_setup_code* code, const char* words, std::size_t words_length,
                                           std::int32_t* same, skan_error* error) noexcept {
  const Out out(same, "same");
  return guarded(error, [&] {
    out.check();
    const skan_setup_code& its = in(code, "code");
    out.put(skan::is_fingerprint(its.value.authority, text_in(words, words_length, "words")) ? 1 : 0);
  });
}

skan_status skan_setup_code_free(skan_setup_code** code) noexcept {
  return freed(code, "code");
}

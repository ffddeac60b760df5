#include "skan/c/verifier.h"

#include <cstddef>
#include <deque>

#include "policy_handle.h"
#include "skan/verifier.h"
#include "store_handle.h"
#include "verdict_handle.h"

using namespace skan::c;

static_assert(SKAN_MAX_TOGETHER == skan::kMaxTogether);

struct skan_verifier : Tagged<7> {
  skan_verifier(const skan::TrustStore& store, skan::VerifierOptions options) : value(store, std::move(options)) {}

  const skan::Verifier value;
};

struct skan_explanation : Tagged<8> {
  struct Entry {
    explicit Entry(skan::PolicyVerdict told) : policy(std::move(told.policy)), verdict(std::move(told.verdict)) {}

    const skan_policy policy;
    const skan_verdict verdict;
  };

  explicit skan_explanation(std::vector<skan::PolicyVerdict> verdicts) {
    for (skan::PolicyVerdict& verdict : verdicts) entries.emplace_back(std::move(verdict));
  }

  std::deque<Entry> entries;
};

/// Until `practice` came.
template <>
inline constexpr std::size_t skan::c::first_size<skan_verifier_options> = offsetof(skan_verifier_options, practice);

namespace {

skan::VerifierOptions options_in(const skan_verifier_options* options) {
  const skan_verifier_options given = taken_or_default(options, "options");
  if (given.practice != 0 && given.practice != 1) refuse("options.practice", std::to_string(given.practice) + " is not 0 or 1");
  return {std::string(utf8_in(given.policy.data, given.policy.length, "options.policy")), given.clock_floor, given.practice == 1};
}

std::vector<std::string_view> texts_in(const skan_text* texts, std::size_t count) {
  if (count < 1 || count > SKAN_MAX_TOGETHER) {
    refuse("text_count", std::to_string(count) + " is not 1 to " + std::to_string(SKAN_MAX_TOGETHER));
  }
  check_pointer(texts, alignof(skan_text), "texts");
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(text_in(texts[i].data, texts[i].length, "texts"));
  return out;
}

}  // namespace

skan_status skan_verifier_create(const skan_store* store, const skan_verifier_options* options,
                                 skan_verifier** verifier, skan_error* error) noexcept {
  const Out out(verifier, "verifier");
  return guarded(error, [&] {
    out.check();
    out.put(new skan_verifier(in(store, "store").value, options_in(options)));
  });
}

skan_status skan_verifier_free(skan_verifier** verifier) noexcept {
  return freed(verifier, "verifier");
}

skan_status skan_verifier_verify(const skan_verifier* verifier, const char* text, std::size_t text_length,
                                 std::int64_t now, skan_clock_source source, skan_verdict** verdict,
                                 skan_error* error) noexcept {
  const Out out(verdict, "verdict");
  return guarded(error, [&] {
    out.check();
    const auto code = text_in(text, text_length, "text");
    out.put(new skan_verdict(in(verifier, "verifier").value.verify(code, moment_in(now, source))));
  });
}

skan_status skan_verifier_verify_together(const skan_verifier* verifier, const skan_text* texts, std::size_t text_count,
                                          std::int64_t now, skan_clock_source source, skan_verdict** verdict,
                                          skan_error* error) noexcept {
  const Out out(verdict, "verdict");
  return guarded(error, [&] {
    out.check();
    const auto codes = texts_in(texts, text_count);
    const skan::Moment moment = moment_in(now, source);
    out.put(new skan_verdict(value_of(in(verifier, "verifier").value.verify_together(codes, moment))));
  });
}

skan_status skan_verdict_of_no_code(skan_verdict** verdict, skan_error* error) noexcept {
  const Out out(verdict, "verdict");
  return guarded(error, [&] {
    out.check();
    out.put(new skan_verdict(skan::no_code_found()));
  });
}

skan_status skan_verifier_explain(const skan_verifier* verifier, const char* text, std::size_t text_length,
                                  std::int64_t now, skan_clock_source source, skan_explanation** explanation,
                                  skan_error* error) noexcept {
  const Out out(explanation, "explanation");
  return guarded(error, [&] {
    out.check();
    const auto code = text_in(text, text_length, "text");
    out.put(new skan_explanation(in(verifier, "verifier").value.explain(code, moment_in(now, source))));
  });
}

skan_status skan_verifier_explain_on(const skan_verifier* verifier, const char* text, std::size_t text_length,
                                     std::int32_t day, skan_explanation** explanation, skan_error* error) noexcept {
  const Out out(explanation, "explanation");
  return guarded(error, [&] {
    out.check();
    const auto code = text_in(text, text_length, "text");
    out.put(new skan_explanation(in(verifier, "verifier").value.explain_on(code, day)));
  });
}

skan_status skan_explanation_count(const skan_explanation* explanation, std::size_t* count, skan_error* error) noexcept {
  const Out out(count, "count");
  return guarded(error, [&] {
    out.check();
    out.put(in(explanation, "explanation").entries.size());
  });
}

skan_status skan_explanation_entry(const skan_explanation* explanation, std::size_t index, const skan_policy** policy,
                                   const skan_verdict** verdict, skan_error* error) noexcept {
  const Out out_policy(policy, "policy");
  const Out out_verdict(verdict, "verdict");
  return guarded(error, [&] {
    out_policy.check_if_wanted();
    out_verdict.check_if_wanted();
    const auto& entry = element(in(explanation, "explanation").entries, index);
    out_policy.put(&entry.policy);
    out_verdict.put(&entry.verdict);
  });
}

skan_status skan_explanation_free(skan_explanation** explanation) noexcept {
  return freed(explanation, "explanation");
}

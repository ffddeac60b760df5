// What judging by a shipped policy costs, beside a bare loop of the same comparisons without a calendar.
#include <algorithm>
#include <cstdio>
#include <vector>

#include "bench/interleaved.h"
#include "policy/ruling.h"
#include "skan/issuer/policy_file.h"

namespace {

using namespace skan;

constexpr std::int64_t kNow = 1'626'782'400;  // 2021-07-20T12:00:00Z
constexpr std::int32_t kToday = static_cast<std::int32_t>(kNow / 86'400);
constexpr int kRepeats = 2'000;

/// Certificates of every kind, of today and of long ago, some of which no rule accepts.
std::vector<Certificate> certificates() {
  std::vector<Certificate> out;
  for (const Kind kind : {Kind::vaccinated, Kind::recovered, Kind::tested}) {
    for (const std::int32_t age : {1, 20, 175, 190, 400}) {
      Certificate c;
      c.kind = kind;
      c.birth_day = 5'580;
      c.product = kind == Kind::tested ? "PCR" : "Gam-COVID-Vac";
      c.dose = c.doses = 2;
      if (kind == Kind::tested) {
        c.event_time = kNow - age * 3'600;
      } else {
        c.event_day = kToday - age;
      }
      out.push_back(std::move(c));
    }
  }
  return out;
}

/// The comparisons that cannot be left out, with a day taken for 86,400 seconds and a month for 30 days.
bool bare(const Policy& policy, const Certificate& c) {
  for (const PolicyRule& rule : policy.rules) {
    for (const PolicyRequirement& asked : rule.requirements) {
      if (asked.kind != c.kind || (asked.course_complete && c.dose != c.doses) || c.dose < asked.minimum_dose) continue;
      if (!asked.products.empty() && std::ranges::find(asked.products, c.product) == asked.products.end()) continue;
      const std::int64_t unit = asked.unit == AgeUnit::hours ? 3'600 : asked.unit == AgeUnit::days ? 86'400 : 30 * 86'400;
      const std::int64_t age = kNow - (c.event_time ? *c.event_time : std::int64_t{*c.event_day} * 86'400);
      if (age >= asked.minimum_age * unit && age <= asked.maximum_age * unit) return true;
    }
  }
  return false;
}

}  // namespace

int main() {
  const auto presented = certificates();
  double slowest = 0;
  std::size_t accepted = 0, by_bare = 0;
  for (const Policy& policy : issuer::shipped_policies()) {
    const auto ours = [&] {
      for (int i = 0; i < kRepeats; ++i) {
        for (const Certificate& c : presented) accepted += policy::judge(policy, c, kNow + i).refusal == Refusal::none;
      }
    };
    const auto theirs = [&] {
      for (int i = 0; i < kRepeats; ++i) {
        for (const Certificate& c : presented) by_bare += bare(policy, c);
      }
    };
    std::vector<double> times, ratios;
    for (int round = 0; round < 31; ++round) {
      times.push_back(bench::seconds(ours));
      ratios.push_back(times.back() / bench::seconds(theirs));
    }
    const double nanoseconds = bench::quantile(times, 0.5) * 1e9 / (kRepeats * static_cast<double>(presented.size()));
    slowest = std::max(slowest, nanoseconds);
    std::printf("%-20s %6.0f ns an evaluation   %.1fx of a bare loop   median of 31 interleaved rounds, IQR %.1f-%.1f\n", policy.id.c_str(),
                nanoseconds, bench::quantile(ratios, 0.5), bench::quantile(ratios, 0.25), bench::quantile(ratios, 0.75));
  }
  std::printf("slowest %.0f ns; %zu accepted, %zu by the bare loop\n", slowest, accepted, by_bare);
  return 0;
}

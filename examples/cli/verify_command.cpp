// skan verify: presented codes -> verdicts.
#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <cstdio>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/store_access.h"
#include "cli/verdict_output.h"
#include "skan/verifier.h"

namespace skan::cli {
namespace {

using programs::Clock;
using programs::complain;
using programs::ExitCode;
using Stopwatch = std::chrono::steady_clock;

constexpr std::size_t kWidestInput = 40;

struct VerifyOptions {
  StoreOptions store;
  std::string policy;
  Clock clock;
  std::string effort = "normal";
  std::string language = "en";
  bool json = false;
  bool together = false;
  bool practice = false;
  std::vector<std::string> inputs;
};

constexpr auto kHelpEnd = R"(INPUT is one of
  a picture (PNG, JPEG, WebP, PGM, PPM; told by its content), which may show several codes
  a folder: its *.png *.jpg *.jpeg *.webp *.pgm *.ppm *.pnm in order of their names
  a *.txt file with the text of one code
  -  for texts on standard input, one per line, each answered at once

Examples:
  skan verify ticket.jpg
  skan verify --store door.db --policy ru-federal-2021 photos/
  skan verify --at 2021-12-31T23:00:00Z photos/      what it will be by then
  skan verify --together recovered.jpg test.jpg      one holder shows both: one verdict
  scanner | skan verify --json - | your-program

With --json one object per verdict:
  input, outcome (accepted, rejected, undetermined), reasons and notes (stable names),
  detail and finding (which rule of the policy refused, and its figures), operator (what to
  do), format, link_fault (what gave an imitated link away), certificate (null unless the
  signature held), together_with, about (which of those presented together the reason is
  about, from 0), shown (the fields that the policy lets the operator see), evidence (sequence, data_age_s, freshness, clock, issuer, key_id,
  policy, policy_version, utc_offset_minutes, revocation), changes_at, changes_to and
  change_cause (the next change of the outcome), accepted_until (by policy and certificate,
  whatever becomes of the data), text_length (bytes), elapsed_us (read, verify); for an
  input that cannot be read: input, error. Times are the first second of the change.

Exit codes: 3 an input could not be read or the command line is wrong, else 1 something
was rejected, else 2 something could not be decided, else 0: everything was accepted.)";

std::int64_t microseconds_since(Stopwatch::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Stopwatch::now() - start).count();
}

std::size_t width_of_names(const std::vector<Input>& inputs) {
  std::size_t widest = 0;
  for (const Input& input : inputs) {
    const bool is_stream = input.kind == InputKind::lines;
    const std::size_t width = is_stream ? 9 : programs::width_of(programs::one_line(input.name));
    widest = std::max(widest, width);
  }
  return std::min(widest, kWidestInput);
}

/// One run: judges, prints, and remembers what to exit with.
class Run {
 public:
  Run(TrustStore store, const VerifyOptions& options, Effort effort, Language language, std::size_t name_width)
      : options_(options),
        effort_(effort),
        store_(std::move(store)),
        verifier_(store_, VerifierOptions{options.policy, 0, options.practice}),
        lines_(programs::Paint::for_stream(stdout), name_width, language) {}

  void take(const Input& input) {
    switch (input.kind) {
      case InputKind::picture:
        return take_picture(input.name);
      case InputKind::text_file:
        return take_text_file(input.name);
      case InputKind::lines:
        return take_lines(input.name);
      case InputKind::unreadable:
        return refuse(input.name, input.problem);
    }
  }

  /// Everything that `inputs` show, presented together by one holder.
  void take_together(const std::vector<Input>& inputs) {
    const auto start = Stopwatch::now();
    std::vector<Text> texts;
    Presented all;
    for (const Input& input : inputs) {
      const auto found = texts_of(input, effort_);
      if (!found) return refuse(input.name, found.error().message);
      all.input += (all.input.empty() ? "" : " + ") + input.name;
      ++(input.kind == InputKind::picture ? tally_.pictures : tally_.texts);
      if (found->empty()) return show(input.name, {input.name, 0, microseconds_since(start), 0}, no_code_found());
      std::ranges::copy(*found, std::back_inserter(texts));
    }
    all.read_us = microseconds_since(start);
    judge_together(texts, all);
  }

  ExitCode finish() {
    const Moment now = options_.clock.now();
    const bool any = tally_.pictures + tally_.texts > 0;
    if (!options_.json && any) print(lines_.summary(tally_, {store_.status(now), options_.policy, now}));
    return code_;
  }

 private:
  void take_picture(const std::string& path) {
    const auto start = Stopwatch::now();
    const auto texts = read_codes(path, effort_);
    if (!texts) return refuse(path, texts.error().message);
    const std::int64_t read_us = microseconds_since(start);
    ++tally_.pictures;
    if (texts->empty()) return show(path, {path, 0, read_us, 0}, no_code_found());
    for (const std::string& text : *texts) judge(path, {path, text.size(), read_us, 0}, text);
  }

  void take_text_file(const std::string& path) {
    const auto start = Stopwatch::now();
    const auto text = read_text_file(path);
    if (!text) return refuse(path, text.error().message);
    ++tally_.texts;
    judge(path, {path, text->length, microseconds_since(start), 0}, text->bytes);
  }

  void take_lines(const std::string& name) {
    LineReader reader(std::cin);
    std::size_t count = 0;
    while (const auto line = reader.next()) {
      take_up_updates();
      ++tally_.texts;
      judge(fmt::format("line {}", ++count), {name, line->length, 0, 0}, line->bytes);
    }
    if (count == 0) refuse(name, std::string(kNoLines));
  }

  /// A pipe may run for months. Asking once a second is often enough.
  void take_up_updates() {
    if (Stopwatch::now() - last_refresh_ < std::chrono::seconds(1)) return;
    last_refresh_ = Stopwatch::now();
    const auto news = store_.refresh();
    if (!news) complain(kProgram, fmt::format("{}; going on with the data in hand", news.error().message));
  }

  void judge(std::string_view label, Presented presented, std::string_view text) {
    const Moment now = options_.clock.now();
    const auto start = Stopwatch::now();
    const Verdict verdict = verifier_.verify(text, now);
    presented.verify_us = microseconds_since(start);
    show(label, presented, verdict);
  }

  void judge_together(const std::vector<Text>& texts, Presented presented) {
    std::vector<std::string_view> views;
    for (const Text& text : texts) {
      views.push_back(text.bytes);
      presented.text_length += text.length;
    }
    const auto start = Stopwatch::now();
    const auto verdict = verifier_.verify_together(views, options_.clock.now());
    if (!verdict) {
      return refuse(presented.input, fmt::format("--together: {} codes were presented; show 1 to {} of one holder, "
                                                 "or leave --together out for a verdict on each", texts.size(), kMaxTogether));
    }
    presented.verify_us = microseconds_since(start);
    show(presented.input, presented, *verdict);
  }

  void show(std::string_view label, const Presented& presented, const Verdict& verdict) {
    print(options_.json ? verdict_json(presented, verdict) : lines_.line(label, verdict));
    switch (verdict.outcome) {
      case Outcome::accepted:
        ++tally_.accepted;
        return;
      case Outcome::rejected:
        ++tally_.rejected;
        return end_with(ExitCode::rejected);
      case Outcome::undetermined:
        break;
    }
    ++tally_.undetermined;
    end_with(ExitCode::undetermined);
  }

  void refuse(const std::string& input, const std::string& message) {
    if (options_.json) print(unreadable_json(input, message));
    complain(kProgram, message);
    ++tally_.unreadable;
    end_with(ExitCode::error);
  }

  void end_with(ExitCode code) { code_ = worse(code_, code); }

  /// Throws if nobody can read it: a verdict that is not seen must not go on as if it were.
  static void print(const std::string& line) {
    fmt::print("{}\n", line);
    if (std::fflush(stdout) != 0) throw std::runtime_error("standard output cannot be written");
  }

  const VerifyOptions& options_;
  Effort effort_;
  TrustStore store_;
  Verifier verifier_;
  VerdictLines lines_;
  Tally tally_;
  ExitCode code_ = ExitCode::ok;
  Stopwatch::time_point last_refresh_ = Stopwatch::now();
};

ExitCode run_verify(const VerifyOptions& options) {
  const auto effort = effort_of(options.effort);
  if (!effort) return programs::fail(kProgram, effort.error().message);
  const auto language = language_of(options.language);
  if (!language) return programs::fail(kProgram, language.error().message);
  auto store = open_store(options.store);
  if (!store) return programs::fail(kProgram, store.error().message);
  std::vector<Input> inputs;
  for (const std::string& argument : options.inputs) {
    std::ranges::move(inputs_of(argument), std::back_inserter(inputs));
  }
  Run run(std::move(*store), options, *effort, *language, width_of_names(inputs));
  if (options.together) {
    run.take_together(inputs);
  } else {
    for (const Input& input : inputs) run.take(input);
  }
  return run.finish();
}

}  // namespace

void add_verify_command(programs::CommandLine app) {
  auto options = std::make_shared<VerifyOptions>();
  programs::CommandLine command = app.add_command("verify", "judge presented codes");
  add_store_option(command, options->store);
  add_authority_option(command, options->store);
  add_anchor_option(command, options->store);
  command.add_option("--policy", options->policy, "the policy to apply (default: the authority's)",
                     {.value = "ID"});
  command.add_option("--effort", options->effort, "how hard to look at pictures: fast, normal or thorough",
                     {.value = "HOW", .show_default = true});
  command.add_option("--lang", options->language, "of the lines for people: en or ru", {.value = "LANG", .show_default = true});
  command.add_time_option(options->clock);
  command.add_flag("--together", options->together, "one holder presents all of it: one verdict on 1 to 4 codes");
  command.add_flag("--practice", options->practice, "for training: accept training certificates, with the note practice");
  command.add_flag("--json", options->json, "one JSON object per verdict");
  command.add_arguments("INPUT", options->inputs, "what to judge; see below");
  command.set_help_end(kHelpEnd);
  command.set_action([options] { return run_verify(*options); });
}

}  // namespace skan::cli

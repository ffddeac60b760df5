#include "cli/site_update.h"

#include <fmt/format.h>

namespace skan::cli {
namespace {

using Answer = Fetched::Answer;

/// One run of an UpdateSession.
class Round {
 public:
  Round(UpdateSession session, SiteClient& client, DownloadFolder& folder, SiteUpdate& counted, bool is_last)
      : session_(std::move(session)),
        client_(client),
        folder_(folder),
        counted_(counted),
        is_last_(is_last) {}

  Result<UpdateReport> run();
  /// Nobody could be reached, for this reason; empty: something was.
  const std::string& unreachable() const { return unreachable_; }
  /// Worth another round.
  bool may_go_better() const { return may_go_better_; }

 private:
  Result<void> next(const WantedObject& wanted);
  Result<void> supply(const WantedObject& wanted, const Download& download, bool is_web_page);
  Result<void> not_found(const WantedObject& wanted);
  void count(const WantedObject& wanted, const Download& download);

  UpdateSession session_;
  SiteClient& client_;
  DownloadFolder& folder_;
  SiteUpdate& counted_;
  const bool is_last_;
  std::string unreachable_;
  bool may_go_better_ = false;
};

std::unexpected<Error> with_advice(Error error, std::string_view advice) {
  return std::unexpected(Error{error.code, fmt::format("{}; {}", error.message, advice)});
}

void Round::count(const WantedObject& wanted, const Download& download) {
  ++counted_.objects;
  counted_.resumed_bytes += download.kept();
  if (!wanted.path.starts_with("delta/")) return;
  const std::string refusal = session_.delta_refusal();
  counted_.delta = refusal.empty() ? "used" : refusal;
  if (!refusal.empty()) folder_.discard(wanted);
}

Result<void> Round::supply(const WantedObject& wanted, const Download& download, bool is_web_page) {
  auto supplied = session_.supply(download.bytes());
  if (supplied) {
    count(wanted, download);
    return supplied;
  }
  folder_.discard(wanted);
  may_go_better_ = download.is_pieced() || supplied.error().code == ErrorCode::overtaken;
  if (!is_web_page) return supplied;
  return with_advice(supplied.error(),
                     "what came is a web page: log in to the network if it asks for that, or check --url");
}

Result<void> Round::not_found(const WantedObject& wanted) {
  // A site that has moved on keeps old objects for a while, a device that feeds others does not.
  may_go_better_ = !wanted.may_be_absent && wanted.is_immutable;
  if (may_go_better_ && !is_last_)
    return std::unexpected(Error{ErrorCode::malformed, wanted.path + " is missing"});
  auto answered = session_.not_found();
  return answered ? answered : with_advice(answered.error(), "or check --url");
}

Result<void> Round::next(const WantedObject& wanted) {
  Download download = folder_.open(wanted);
  const Fetched fetched = client_.fetch(wanted, download);
  counted_.bytes += fetched.received;
  if (fetched.answer == Answer::complete) return supply(wanted, download, fetched.is_web_page);
  if (download.bytes().empty()) folder_.discard(wanted);
  if (fetched.answer == Answer::absent) return not_found(wanted);
  unreachable_ = fmt::format("{} could not be fetched: {}", wanted.path, fetched.why);
  return std::unexpected(Error{ErrorCode::storage, unreachable_});
}

Result<UpdateReport> Round::run() {
  while (session_.wanted()) {
    const WantedObject wanted =
        *session_.wanted();  // the session goes on to the next while this one is needed
    if (auto done = next(wanted); !done) return std::unexpected(done.error());
  }
  auto report = session_.commit();
  if (!report) may_go_better_ = report.error().code == ErrorCode::overtaken;
  return report;
}

}  // namespace

UpdateFailure failure_of(const Error& error) {
  return {std::string(name(error.code)), error.message};
}

std::expected<SiteUpdate, UpdateFailure> update_from_site(const TrustStore& store, SiteClient& client,
                                                          DownloadFolder& folder, Moment now) {
  SiteUpdate out;
  for (bool is_last = false;; is_last = true) {
    auto session = UpdateSession::begin(store, now);
    if (!session) return std::unexpected(failure_of(session.error()));
    out.delta = "none";
    Round round(*std::move(session), client, folder, out, is_last);
    const auto report = round.run();
    if (report) {
      out.report = *report;
      folder.remove();
      return out;
    }
    if (!round.unreachable().empty())
      return std::unexpected(UpdateFailure{"unreachable", round.unreachable()});
    if (is_last || !round.may_go_better()) return std::unexpected(failure_of(report.error()));
  }
}

}  // namespace skan::cli

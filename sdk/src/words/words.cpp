#include "skan/words.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace skan {
namespace {

struct ReasonWords {
  Reason reason;
  Words words;
  std::string_view action_while_fresh = {};  ///< in place of the action, if an update would not help
};

constexpr std::array kReasons = {
    ReasonWords{Reason::malformed,
                {"Broken code", "it begins like a certificate, but what follows is not one",
                 "do not admit; if a print is damaged, ask for the original code"}},
    ReasonWords{Reason::bad_signature,
                {"Not genuine", "altered or invented, the named issuer did not sign this", "do not admit"}},
    ReasonWords{Reason::key_compromised,
                {"Stolen key", "issued under a key that was declared stolen",
                 "do not admit; the holder will get a new certificate"}},
    ReasonWords{Reason::key_not_for_this,
                {"Wrong issuer key", "its issuer may not sign this kind of certificate, or not at that time",
                 "do not admit"}},
    ReasonWords{Reason::revoked, {"Withdrawn", "withdrawn by the authority", "do not admit"}},
    ReasonWords{Reason::expired, {"Expired", "past its technical end", "do not admit; ask for a new one"}},
    ReasonWords{Reason::not_yet_valid,
                {"Not yet valid", "its time has not begun", "do not admit now; come back later"}},
    ReasonWords{Reason::policy_refused,
                {"Not accepted here", "authentic, but not accepted by this policy",
                 "do not admit under this policy"}},
    ReasonWords{Reason::no_code_found, {"No code", "no readable code in the picture", "scan again"}},
    ReasonWords{Reason::not_a_certificate,
                {"Another code", "some other code, not a certificate", "ask for the certificate"}},
    ReasonWords{Reason::online_link,
                {"Only a link", "a portal link, nothing signed in it", "ask for the certificate itself"}},
    ReasonWords{Reason::unsupported_format,
                {"Another system", "a certificate of another system, which cannot be checked here",
                 "not decided here; check it as that system does"}},
    ReasonWords{
        Reason::needs_newer_app,
        {"App too old", "a newer format, or a rule that this version does not know", "update the app"}},
    ReasonWords{Reason::unknown_issuer,
                {"Unknown issuer", "no trusted key with the id that it names",
                 "do not admit; update the trust data and scan again"},
                "do not admit"},
    ReasonWords{Reason::index_unknown,
                {"Not listed yet", "our revocation list does not cover this certificate",
                 "do not admit; update the trust data and scan again"},
                "do not admit; scan again after the next update"},
    ReasonWords{Reason::unknown_policy,
                {"Unknown policy", "the chosen policy is not in our trust data",
                 "choose another policy, or update the trust data"},
                "choose another policy"},
    ReasonWords{Reason::trust_data_missing,
                {"No trust data", "no trust data was loaded yet", "load the authority's data"}},
    ReasonWords{Reason::trust_data_stale,
                {"Data too old", "our trust data is too old to say yes", "update the trust data"}},
    ReasonWords{Reason::clock_suspect,
                {"Wrong clock", "the device's clock contradicts what we know", "set the clock"}},
    ReasonWords{
        Reason::store_damaged,
        {"Damaged data", "stored trust data failed its check", "update the trust data, which repairs it"}},
    ReasonWords{Reason::store_rolled_back,
                {"Older data", "the trust data is older than what this device has had",
                 "update the trust data; ask who set it back"}},
};

struct NoteWords {
  Note note;
  Words words;
};

constexpr std::array kNotes = {
    NoteWords{
        Note::issued_after_list,
        {"Very new", "issued after our revocation list was made", "update the trust data when you can"}},
    NoteWords{Note::data_ageing,
              {"Data ageing", "our trust data is getting old", "update the trust data soon"}},
    NoteWords{Note::revocation_not_available,
              {"Withdrawal unknown", "certificates of this issuer are not listed when withdrawn", ""}},
    NoteWords{
        Note::document_check_required,
        {"Check document", "the code does not prove who shows it", "compare name, birth date and document"}},
    NoteWords{Note::stated_time, {"Stated time", "judged at a time that was stated, not by the clock", ""}},
};

struct OutcomeWords {
  Outcome outcome;
  Words words;
};

constexpr std::array kOutcomes = {
    OutcomeWords{Outcome::undetermined,
                 {"Undetermined", "it could neither be confirmed nor refuted", "do not admit on this"}},
    OutcomeWords{Outcome::rejected, {"Rejected", "there is proof that it must not pass", "do not admit"}},
    OutcomeWords{Outcome::accepted, {"Accepted", "genuine, in force, and accepted by the policy", "admit"}},
};

}  // namespace

Words words(Reason reason, Freshness freshness) noexcept {
  const auto row = std::ranges::find(kReasons, reason, &ReasonWords::reason);
  if (row == kReasons.end()) return {};
  Words found = row->words;
  if (freshness == Freshness::fresh && !row->action_while_fresh.empty()) {
    found.operator_action = row->action_while_fresh;
  }
  return found;
}

Words words(Note note) noexcept {
  const auto row = std::ranges::find(kNotes, note, &NoteWords::note);
  return row == kNotes.end() ? Words{} : row->words;
}

Words words(Outcome outcome) noexcept {
  const auto row = std::ranges::find(kOutcomes, outcome, &OutcomeWords::outcome);
  return row == kOutcomes.end() ? Words{} : row->words;
}

}  // namespace skan

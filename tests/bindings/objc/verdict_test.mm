// Verdicts, and all that can be asked of them.
#include "check.h"

using namespace world;

static bool isRefusedFor(SKNVerdict *verdict, SKNOutcome outcome, SKNReason reason) {
  return [verdict outcome] == outcome && [verdict reasonCount] == 1 && [verdict reason] == reason &&
         [verdict hasReason:reason] && [verdict noteCount] == 0 && [verdict reasonAtIndex:1] == SKNReasonNone;
}

static void accepted() {
  SKNVerdict *verdict = world::verdict(nil, @"texts/good");
  CHECK([verdict outcome] == SKNOutcomeAccepted && [verdict reasonCount] == 0 && [verdict reason] == SKNReasonNone);
  CHECK([[verdict certificates] count] == 1 && [verdict finding] == nil && [[verdict detail] length] == 0);
  CHECK_TEXT([verdict format], @"skn1");
  CHECK([[verdict changesAt] isEqual:date(NOON - HOUR + 7 * DAY)] && [verdict changesTo] == SKNOutcomeUndetermined);
  CHECK([verdict changeCause] == SKNChangeCauseDataAge && [verdict linkFault] == SKNLinkFaultNone);
  CHECK([[verdict acceptedUntil] timeIntervalSinceDate:[verdict changesAt]] > 0);
  SKNEvidence *evidence = [verdict evidence];
  CHECK([evidence sequence] == 1 && [evidence hasDataAge] && [evidence dataAge] == HOUR);
  CHECK([evidence freshness] == SKNFreshnessFresh && [evidence clock] == SKNClockStatePlausible);
  CHECK([evidence revocation] == SKNRevocationNotRevoked && [evidence policyVersion] == 3);
  CHECK_TEXT([evidence issuer], @"Issuer active");
  CHECK_TEXT([evidence policy], @"any");
  CHECK([[evidence keyIdentifier] length] == 16);
  CHECK_TEXT([verdict description], @"Verdict accepted");
}

static void certificate() {
  SKNCertificate *its = [world::verdict(nil, @"texts/good") certificate];
  CHECK([its kind] == SKNKindVaccinated && [its statusIndex] == 5 && [[its number] length] > 0);
  CHECK([its birthDay] != nil && [its eventDay] != nil && [its eventTime] == nil && [its notBefore] == nil);
  CHECK([[its nameCyrillic] length] + [[its nameLatin] length] > 0 && [[its product] length] > 0);
  CHECK([its dose] > 0 && [its doses] >= [its dose]);
  CHECK([[its expires] timeIntervalSinceDate:[its issuedAt]] > 0);
  CHECK([[its description] rangeOfString:[its number]].location == NSNotFound);
}

static void rejections() {
  CHECK(isRefusedFor(world::verdict(nil, @"texts/revoked"), SKNOutcomeRejected, SKNReasonRevoked));
  CHECK(isRefusedFor(world::verdict(nil, @"texts/expired"), SKNOutcomeRejected, SKNReasonExpired));
  CHECK(isRefusedFor(world::verdict(nil, @"texts/training"), SKNOutcomeRejected, SKNReasonPracticeCertificate));
  CHECK(isRefusedFor(world::verdict(@"elsewhere", @"texts/good"), SKNOutcomeUndetermined, SKNReasonUnknownPolicy));
  CHECK(isRefusedFor(MUST([SKNVerdict verdictOfNoCodeWithError:&error]), SKNOutcomeUndetermined, SKNReasonNoCodeFound));
  CHECK([world::verdict(nil, @"texts/expired") certificate] != nil);  // authentic: the operator sees whose it was
}

static void findings() {
  SKNVerdict *verdict = world::verdict(@"strict", @"texts/good");
  CHECK(isRefusedFor(verdict, SKNOutcomeRejected, SKNReasonPolicyRefused));
  SKNFinding *finding = [verdict finding];
  CHECK([finding refusal] == SKNRefusalProduct && [[verdict detail] length] > 0 && [finding boundary] == nil);
  CHECK([[finding requirement] kind] == SKNKindVaccinated && [[[finding requirement] products] count] == 1);
  CHECK_TEXT([[[finding requirement] products] objectAtIndex:0], @"Second");
  SKNVerdict *young = MUST([verifier(@"pair") verifyText:text(@"texts/recovered") at:now() error:&error]);
  CHECK([[young finding] refusal] == SKNRefusalIncomplete && [[[young finding] requirement] kind] == SKNKindTested);
}

static void notes() {
  SKNVerdict *checked = world::verdict(@"checked", @"texts/good");
  CHECK([checked outcome] == SKNOutcomeAccepted && [checked noteCount] == 1);
  CHECK([checked noteAtIndex:0] == SKNNoteDocumentCheckRequired && [checked hasNote:SKNNoteDocumentCheckRequired]);
  CHECK([checked noteAtIndex:1] == SKNNoteNone && ![checked hasNote:SKNNoteStatedTime]);
  CHECK(![checked showsField:SKNFieldName] && ![checked showsField:SKNFieldNumber]);
  SKNVerdict *stated = MUST([verifier(nil) verifyText:text(@"texts/good") at:[SKNMoment momentStated:date(NOON)]
                                                error:&error]);
  CHECK([stated hasNote:SKNNoteStatedTime] && [[stated evidence] clock] == SKNClockStateStated);
}

static void practice() {
  SKNVerifierOptions *options = [[[SKNVerifierOptions alloc] init] autorelease];
  [options setPractice:YES];
  SKNVerifier *trainer = [MUST([[SKNVerifier alloc] initWithStore:store() options:options error:&error]) autorelease];
  SKNVerdict *verdict = MUST([trainer verifyText:text(@"texts/training") at:now() error:&error]);
  CHECK([verdict outcome] == SKNOutcomeAccepted && [verdict hasNote:SKNNotePractice]);
}

static void clocks() {
  SKNVerifierOptions *options = [[[SKNVerifierOptions alloc] init] autorelease];
  [options setClockFloor:date(NOON + DAY)];
  SKNVerifier *later = [MUST([[SKNVerifier alloc] initWithStore:store() options:options error:&error]) autorelease];
  SKNVerdict *verdict = MUST([later verifyText:text(@"texts/good") at:now() error:&error]);
  CHECK([verdict reason] == SKNReasonClockSuspect && [[verdict evidence] clock] == SKNClockStateSuspect);
  SKNVerifier *empty = [MUST([[SKNVerifier alloc] initWithStore:emptyStore() error:&error]) autorelease];
  verdict = MUST([empty verifyText:text(@"texts/good") at:now() error:&error]);
  CHECK(isRefusedFor(verdict, SKNOutcomeUndetermined, SKNReasonTrustDataMissing) && [verdict certificate] == nil);
}

static void anyContent() {
  SKNVerifier *verifier = world::verifier(nil);
  const unichar half[] = {'S', 0xD83D, 'x', 0xD83D, 0xDE00};
  NSArray *texts = [NSArray arrayWithObjects:@"", @"ticket", @"\U0001F600", [NSString stringWithCharacters:half length:5],
                                             [@"" stringByPaddingToLength:1000000 withString:@"A" startingAtIndex:0], nil];
  for (NSString *text in texts) {
    CHECK(isRefusedFor(MUST([verifier verifyText:text at:now() error:&error]), SKNOutcomeUndetermined,
                       SKNReasonNotACertificate));
  }
  NSData *zeros = [NSMutableData dataWithLength:5000];
  CHECK(isRefusedFor(MUST([verifier verifyContent:zeros at:now() error:&error]), SKNOutcomeUndetermined,
                     SKNReasonNotACertificate));
  CHECK(isRefusedFor(MUST([verifier verifyText:@"SKN1:!" at:now() error:&error]), SKNOutcomeRejected, SKNReasonMalformed));
}

static void together() {
  SKNVerifier *pair = verifier(@"pair");
  NSData *recovered = bytes(@"texts/recovered"), *tested = bytes(@"texts/tested");
  NSArray<NSData *> *both = [NSArray arrayWithObjects:recovered, tested, nil];
  SKNVerdict *verdict = MUST([pair verifyTogether:both at:now() error:&error]);
  CHECK([verdict outcome] == SKNOutcomeAccepted && [[verdict certificates] count] == 2);
  SKNCertificate *second = [[verdict certificates] objectAtIndex:1];
  CHECK([second kind] == SKNKindTested && [[second eventTime] isEqual:date(NOON - 10 * HOUR)] && [second eventDay] == nil);
  CHECK([verdict showsField:SKNFieldName] && [verdict showsField:SKNFieldNumber] && ![verdict showsField:SKNFieldProduct]);
  verdict = MUST([pair verifyTogether:[NSArray arrayWithObject:recovered] at:now() error:&error]);
  CHECK(isRefusedFor(verdict, SKNOutcomeRejected, SKNReasonPolicyRefused));
}

static void explained() {
  SKNVerifier *verifier = world::verifier(nil);
  NSArray<SKNPolicyVerdict *> *all = MUST([verifier explainText:text(@"texts/good") at:now() error:&error]);
  CHECK([all count] == 5);
  CHECK_TEXT([[[all objectAtIndex:0] policy] identifier], @"any");
  CHECK([[[all objectAtIndex:0] verdict] outcome] == SKNOutcomeAccepted);
  CHECK_TEXT([[[all objectAtIndex:4] policy] identifier], @"strict");
  CHECK([[[all objectAtIndex:4] verdict] reason] == SKNReasonPolicyRefused);
  SKNDay *day = [[[SKNDay alloc] initWithYear:2021 month:7 day:2] autorelease];
  all = MUST([verifier explainText:text(@"texts/good") onDay:day error:&error]);
  CHECK([all count] == 5 && [[[all objectAtIndex:0] verdict] hasNote:SKNNoteStatedTime]);
  SKNVerifier *empty = [MUST([[SKNVerifier alloc] initWithStore:emptyStore() error:&error]) autorelease];
  CHECK([MUST([empty explainText:@"x" at:now() error:&error]) count] == 0);
}

static void outlive() {
  SKNVerdict *verdict = nil;
  SKNCertificate *certificate = nil;
  SKNPolicyVerdict *entry = nil;
  @autoreleasepool {
    SKNTrustStore *store = world::store();
    SKNVerifier *verifier = [MUST([[SKNVerifier alloc] initWithStore:store error:&error]) autorelease];
    [store close];
    verdict = [MUST([verifier verifyText:text(@"texts/good") at:now() error:&error]) retain];
    entry = [[MUST([verifier explainText:text(@"texts/good") at:now() error:&error]) objectAtIndex:0] retain];
    [verifier close];
    certificate = [[verdict certificate] retain];
  }
  CHECK([verdict outcome] == SKNOutcomeAccepted && [[[verdict evidence] policy] isEqualToString:@"any"]);
  SKNRule *rule = [[[[entry policy] rules] objectAtIndex:0] retain];
  [verdict release];
  [entry release];
  CHECK([[certificate number] length] > 0 && [[rule requirements] count] > 0);
  [certificate release];
  [rule release];
}

static constexpr Test tests[] = {
    {"a genuine certificate is accepted, and the verdict says what it rests on", accepted},
    {"an accepted certificate is there with every field, and its description tells nothing of them", certificate},
    {"what is not accepted has its reason and no note", rejections},
    {"a refusal by the policy comes with the finding", findings},
    {"notes and shown fields are those of the policy", notes},
    {"a training certificate is accepted in practice mode alone", practice},
    {"a clock before its floor is suspect, and without data nothing is accepted", clocks},
    {"any content is judged: nothing, halves of characters, a million of them, zeros", anyContent},
    {"certificates presented together are judged together", together},
    {"an explanation has the verdict of each policy", explained},
    {"results outlive store, verifier and each other", outlive},
};
extern const Group verdictGroup;
const Group verdictGroup = groupOf("verdict", tests);

package skan.sdk;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Stores, and the ways to update them. */
final class StoreTest {
  private StoreTest() {}

  private static final class Folder implements ObjectSource {
    private final String name;

    Folder(String name) {
      this.name = name;
    }

    @Override
    public byte[] fetch(WantedObject wanted) throws IOException {
      File file = World.path(name + "/" + wanted.getPath()).toFile();
      return file.exists() ? Files.readAllBytes(file.toPath()) : null;
    }
  }

  private static void expectSequence(long sequence, TrustStore store) {
    Expect.same(sequence, store.status(World.NOW).getSequence());
  }

  @Case("a bundle is loaded from an array, and a second time changes nothing")
  static void arrays() throws IOException {
    try (TrustStore store = World.emptyStore()) {
      UpdateReport report = store.update(World.bytes("bundle.skb"), World.NOW);
      Expect.same(true, report.isChanged());
      Expect.same(1L, report.getSequence());
      Expect.same(World.NOON - 3_600, report.getIssuedAt());
      Expect.same(false, store.update(World.bytes("bundle.skb"), World.NOW).isChanged());
    }
  }

  @Case("a bundle is loaded from a part of a direct buffer without a copy")
  static void buffers() throws IOException {
    byte[] bundle = World.bytes("bundle.skb");
    byte[] padded = new byte[bundle.length + 20];
    System.arraycopy(bundle, 0, padded, 7, bundle.length);
    java.nio.ByteBuffer buffer = World.direct(padded);
    buffer.limit(7 + bundle.length);
    buffer.position(7);
    try (TrustStore store = World.emptyStore()) {
      Expect.same(1L, store.update(buffer, World.NOW).getSequence());
      Expect.same(7, buffer.position());
    }
  }

  @Case("a session names what it wants, takes it, and commits")
  static void session() throws IOException {
    List<String> paths = new ArrayList<>();
    try (TrustStore store = World.emptyStore(); UpdateSession session = store.beginUpdate(World.NOW)) {
      Folder site = new Folder("one");
      for (WantedObject wanted = session.getWanted(); wanted != null; wanted = session.getWanted()) {
        paths.add(wanted.getPath());
        Expect.that(wanted.getMaxBytes() > 0, "a limit");
        byte[] object = site.fetch(wanted);
        if (object == null) {
          Expect.that(wanted.isOptional(), wanted.getPath());
          session.notFound();
        } else {
          session.supply(object);
        }
      }
      expectSequence(0, store);
      Expect.same(1L, session.commit().getSequence());
      expectSequence(1, store);
      Expect.same("", session.getDeltaRefusal());
    }
    Expect.that(paths.contains("root/2") && paths.contains("head"), paths.toString());
  }

  @Case("a session that is given up changes nothing")
  static void givenUp() throws IOException {
    try (TrustStore store = World.emptyStore()) {
      try (UpdateSession session = store.beginUpdate(World.NOW)) {
        session.notFound();
        session.supply(new Folder("one").fetch(session.getWanted()));
      }
      expectSequence(0, store);
    }
  }

  @Case("a site is fetched whole, and then only its changes")
  static void site() throws IOException {
    try (TrustStore store = World.emptyStore()) {
      Expect.same(1L, store.updateFrom(new Folder("one"), World.NOW).getSequence());
      Expect.same(2L, store.updateFrom(new Folder("two"), World.NOW).getSequence());
    }
  }

  @Case("a site is fetched with HttpURLConnection, with or without a slash at its end")
  static void http() throws IOException {
    String server = System.getProperty("skan.server");
    try (TrustStore store = World.emptyStore()) {
      Expect.same(1L, store.updateFrom(new HttpSite(server + "/one"), World.NOW).getSequence());
      Expect.same(2L, store.updateFrom(new HttpSite(server + "/two/"), World.NOW).getSequence());
      Expect.same(false, store.updateFrom(new HttpSite(server + "/two/"), World.NOW).isChanged());
    }
  }

  @Case("an object that was cut off is gone on with, or fetched whole where the site knows no parts")
  static void cutOff() throws IOException {
    String server = System.getProperty("skan.server");
    for (String how : new String[] {"goes-on", "forgets"}) {
      try (TrustStore store = World.emptyStore()) {
        Expect.same(2L, store.updateFrom(new HttpSite(server + "/falters/" + how + "/two/"), World.NOW).getSequence());
      }
    }
    try (TrustStore store = World.store()) {
      Expect.fails(IOException.class, "the site sends another part of ",
          () -> store.updateFrom(new HttpSite(server + "/falters/errs/two/"), World.NOW));
      expectSequence(1, store);
    }
  }

  @Case("a site that fails, is cut short, does not answer or lies leaves the data in force")
  static void badSites() throws IOException {
    String server = System.getProperty("skan.server");
    try (TrustStore store = World.store()) {
      Expect.fails(IOException.class, "the site answers 500 for root/2",
          () -> store.updateFrom(new HttpSite(server + "/broken/"), World.NOW));
      Expect.fails(IOException.class, "the connection ended after",
          () -> store.updateFrom(new HttpSite(server + "/cut/two/"), World.NOW));
      Expect.fails(java.net.ConnectException.class, "",
          () -> store.updateFrom(new HttpSite("http://127.0.0.1:1/"), World.NOW));
      Expect.failsWith(ErrorCode.SIZE_MISMATCH, () -> store.updateFrom(new HttpSite(server + "/endless/"), World.NOW));
      Expect.failsWith(ErrorCode.MALFORMED, () -> store.updateFrom(new HttpSite(server + "/nowhere/"), World.NOW));
      expectSequence(1, store);
    }
  }

  @Case("refresh() takes up what another handle has put in force")
  static void refresh() throws IOException {
    File file = World.fresh("shared.db");
    try (TrustStore first = TrustStore.provision(file, World.root(), World.authority(), null);
        TrustStore second = TrustStore.open(file, World.authority())) {
      first.update(World.bytes("bundle.skb"), World.NOW);
      expectSequence(0, second);
      Expect.same(true, second.refresh());
      expectSequence(1, second);
      Expect.same(false, second.refresh());
    }
  }

  @Case("an update that another has overtaken is begun again")
  static void overtaken() throws IOException {
    try (TrustStore store = World.emptyStore()) {
      boolean[] done = {false};
      ObjectSource slow = wanted -> {
        if (!done[0] && wanted.getPath().startsWith("manifest/")) {
          done[0] = true;
          store.update(World.bytes("bundle.skb"), World.NOW);
        }
        return new Folder("two").fetch(wanted);
      };
      Expect.same(2L, store.updateFrom(slow, World.NOW).getSequence());
      Expect.that(done[0], "it was overtaken");
    }
  }

  @Case("an anchor notices a store that was set back")
  static void anchors() throws IOException {
    Anchor anchor;
    try (TrustStore store = World.store()) {
      anchor = store.getAnchor();
      Expect.same(1L, anchor.getSequence());
      Expect.same(anchor, new Anchor(anchor.getRootVersion(), anchor.getEpoch(), anchor.getDataRootVersion(), 1));
    }
    File file = World.fresh("older.db");
    TrustStore.provision(file, World.root(), World.authority(), null).close();
    OpenOptions options = OpenOptions.DEFAULT.withAnchor(anchor).withChannel("main");
    try (TrustStore store = TrustStore.open(file, World.authority(), options)) {
      Expect.same(true, store.status(World.NOW).isRolledBack());
    }
    Expect.failsWith(ErrorCode.FOREIGN_STORE,
        () -> TrustStore.open(file, World.authority(), OpenOptions.DEFAULT.withChannel("другой")));
  }

  @Case("a copy for reading is opened like a store, and refuses updates")
  static void export() throws IOException {
    File copy = World.fresh("\u0434\u0432\u0435\u0440\u044C-\uD83D\uDEAA.db");
    try (TrustStore store = World.store()) {
      store.exportTo(copy);
    }
    try (TrustStore store = TrustStore.open(copy, World.authority()); Verifier verifier = new Verifier(store)) {
      Expect.same(true, store.status(World.NOW).isReadOnly());
      Expect.same(Outcome.ACCEPTED, verifier.verify(World.card(World.GOOD), World.NOW).getOutcome());
      Expect.failsWith(ErrorCode.STORAGE, () -> store.update(World.bytes("bundle.skb"), World.NOW));
    }
  }

  @Case("a path with characters beyond 16 bits comes back whole in a message")
  static void paths() throws IOException {
    File file = World.fresh("\uD83D\uDEAA-none.db");
    String authority = World.authority();
    SkanException failure = Expect.fails(SkanException.class, "", () -> TrustStore.open(file, authority));
    Expect.same(ErrorCode.STORAGE, failure.getCode());
    Expect.that(failure.getMessage().contains("\uD83D\uDEAA-none.db"), failure.getMessage());
  }

  @Case("an object of the store can be given to the next device; what it lacks is null")
  static void objects() throws IOException {
    try (TrustStore store = World.store(); TrustStore next = World.emptyStore()) {
      Expect.same(null, store.readObject("root/99"));
      Expect.same(1L, next.updateFrom(wanted -> store.readObject(wanted.getPath()), World.NOW).getSequence());
    }
  }

  @Case("the status tells of authority, ages, issuers and policies, and counts the withdrawn if asked")
  static void status() throws IOException {
    try (TrustStore store = World.store()) {
      store.noteTime(World.NOW);
      TrustStatus status = store.status(World.NOW, true);
      Expect.same(World.authority(), status.getAuthority());
      Expect.same("main", status.getChannel());
      Expect.same(Freshness.FRESH, status.getFreshness());
      Expect.same(3_600L, status.getDataAge());
      Expect.same(World.NOON, status.getNotedTime());
      Expect.that(!status.isDamaged() && !status.isRolledBack() && !status.isReadOnly(), "flags");
      Expect.that(status.getStaleAt() > World.NOON && status.getRootExpires() > status.getHeadExpires(), "times");
      Expect.same(1L, status.getRootVersion());
      IssuerStatus issuer = status.getIssuers().get(0);
      Expect.same("active", issuer.getState());
      Expect.same(6L, issuer.getIssued());
      Expect.same(1L, issuer.getRevoked());
      Expect.same(null, store.status(World.NOW).getIssuers().get(0).getRevoked());
      Expect.that(!status.isUpdateRefused(), "nothing was refused");
      Expect.failsWith(ErrorCode.HEAD_FROM_FUTURE, () -> store.update(World.bytes("second.skb"), Moment.stated(1)));
    }
  }

  @Case("failures of opening and updating have the code of the C++ library")
  static void failures() throws IOException {
    File none = World.fresh("none.db");
    File text = World.fresh("text.db");
    Files.write(text.toPath(), new byte[5_000]);
    String authority = World.authority();
    Expect.failsWith(ErrorCode.STORAGE, () -> TrustStore.open(none, authority));
    Expect.failsWith(ErrorCode.NOT_A_STORE, () -> TrustStore.open(text, authority));
    String other = authority.substring(1) + (authority.startsWith("0") ? "1" : "0");
    Expect.failsWith(ErrorCode.FOREIGN_STORE, () -> TrustStore.open(World.path("skan.db").toFile(), other));
    Expect.failsWith(ErrorCode.FOREIGN_STORE,
        () -> TrustStore.provision(World.fresh("other.db"), World.root(), other, null));
    try (TrustStore store = World.store()) {
      byte[] bundle = World.bytes("bundle.skb");
      bundle[bundle.length / 2] ^= 1;
      Expect.failsWith(ErrorCode.HASH_MISMATCH, () -> store.update(bundle, World.NOW));
      Expect.failsWith(ErrorCode.HASH_MISMATCH, () -> store.update(World.direct(bundle), World.NOW));
    }
  }
}

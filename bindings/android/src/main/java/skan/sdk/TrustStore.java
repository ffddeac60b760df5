package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The trust data of one authority, in one file: pinned to the authority, updated as a whole or not at all. Nothing in
 * the file is believed for being there.
 *
 * <p>Safe from several threads; verdicts go on undisturbed while an update is applied. Methods read and write files, so
 * call them off the main thread. Each process opens its own. close() may come at any time: calls inside end first, and
 * verifiers and update sessions keep the data open by themselves.
 *
 * <p>Every method throws IllegalStateException after close(), and IllegalArgumentException, naming the argument, for
 * null where that is not allowed.
 */
public final class TrustStore implements AutoCloseable {
  private final Handle handle;

  private TrustStore(long pointer) {
    handle = Handle.of(this, Handle.Kind.STORE, pointer);
  }

  /**
   * Opens the store in a file. Damaged content is no error here: verdicts and the status say so, and an update repairs
   * it.
   *
   * @param authority the authority's id, 64 lower-case hexadecimal digits, from a place that the store's editors cannot
   *     reach: a constant of the app
   * @throws SkanException STORAGE (missing, no permission, locked), NOT_A_STORE, NEWER_STORE_FORMAT, FOREIGN_STORE,
   *     CRYPTO_UNAVAILABLE
   * @throws IllegalArgumentException for an authority that is no id
   */
  @NonNull
  public static TrustStore open(@NonNull File file, @NonNull String authority) {
    return open(file, authority, OpenOptions.DEFAULT);
  }

  /**
   * The same with what the app knows of the store: its channel, and an anchor. A store older than the anchor gives
   * STORE_ROLLED_BACK until an update that is not.
   */
  @NonNull
  public static TrustStore open(@NonNull File file, @NonNull String authority, @NonNull OpenOptions options) {
    byte[] path = pathOf(file, "file");
    byte[] id = Arguments.utf8(authority, "authority");
    byte[] channel = Arguments.utf8OrNull(Arguments.given(options, "options").getChannel(), "options.channel");
    Anchor anchor = options.getAnchor();
    NativeCalls.load();
    if (anchor == null) return new TrustStore(NativeCalls.open(path, id, channel, false, 0, 0, 0, 0));
    return new TrustStore(NativeCalls.open(path, id, channel, true, anchor.getRootVersion(), anchor.getEpoch(),
        anchor.getDataRootVersion(), anchor.getSequence()));
  }

  /**
   * Makes a store that will believe this root, the authority's first, and what follows from it; and opens it. An
   * existing store of this authority and channel is opened.
   *
   * @param root the content of the authority's root.cose
   * @param authority as for open()
   * @param channel fixed for the store's life; null: "main"
   * @throws SkanException FOREIGN_STORE if the root is not that authority's, or the file is another's store;
   *     SIZE_MISMATCH, MALFORMED, THRESHOLD_NOT_MET, NEWER_DATA_FORMAT for the root; NOT_A_STORE, NEWER_STORE_FORMAT,
   *     STORAGE, CRYPTO_UNAVAILABLE
   */
  @NonNull
  public static TrustStore provision(@NonNull File file, @NonNull byte[] root, @NonNull String authority,
      @Nullable String channel) {
    byte[] path = pathOf(file, "file");
    Arguments.given(root, "root");
    byte[] id = Arguments.utf8(authority, "authority");
    byte[] itsChannel = Arguments.utf8OrNull(channel, "channel");
    NativeCalls.load();
    return new TrustStore(NativeCalls.provision(path, root, id, itsChannel));
  }

  /**
   * Checks a whole bundle and, only if all of it holds, puts it in force in one transaction. On any failure the data in
   * force stays as it was.
   *
   * @throws SkanException HASH_MISMATCH, SIZE_MISMATCH, MALFORMED, NEWER_DATA_FORMAT, THRESHOLD_NOT_MET, FOREIGN_STORE,
   *     LOWER_SEQUENCE, SAME_SEQUENCE_OTHER_BYTES, HEAD_FROM_FUTURE, EXPIRED_METADATA, MISSING_LIST, CAPACITY,
   *     OVERTAKEN, STORAGE, NOT_A_STORE, NEWER_STORE_FORMAT
   */
  @NonNull
  public UpdateReport update(@NonNull byte[] bundle, @NonNull Moment now) {
    Arguments.given(bundle, "bundle");
    Arguments.given(now, "now");
    long store = handle.enter();
    try {
      return reportOf(NativeCalls.update(store, bundle, now.getUnixSeconds(), now.getSource().getNumber()));
    } finally {
      handle.leave();
    }
  }

  /** The same for a direct buffer, between position and limit, without a copy. The buffer must not change meanwhile. */
  @NonNull
  public UpdateReport update(@NonNull ByteBuffer bundle, @NonNull Moment now) {
    Arguments.given(bundle, "bundle");
    Arguments.given(now, "now");
    long store = handle.enter();
    try {
      return reportOf(NativeCalls.updateDirect(store, bundle, bundle.position(), bundle.remaining(),
          now.getUnixSeconds(), now.getSource().getNumber()));
    } finally {
      handle.leave();
    }
  }

  /**
   * Fetches what is new, object by object, and puts it in force: an {@link UpdateSession} from begin to commit, and once
   * more if another process has updated the store meanwhile.
   *
   * @param site for example an {@link HttpSite}
   * @throws IOException what the site throws; the data in force stays in force
   * @throws SkanException as for a bundle
   */
  @NonNull
  public UpdateReport updateFrom(@NonNull ObjectSource site, @NonNull Moment now) throws IOException {
    Arguments.given(site, "site");
    try {
      return updateOnceFrom(site, now);
    } catch (SkanException failure) {
      if (failure.getCode() != ErrorCode.OVERTAKEN) throw failure;
      return updateOnceFrom(site, now);
    }
  }

  private UpdateReport updateOnceFrom(ObjectSource site, Moment now) throws IOException {
    try (UpdateSession session = beginUpdate(now)) {
      return session.runFrom(site);
    }
  }

  /**
   * Begins an update of which the app fetches the objects itself.
   *
   * @throws SkanException STORAGE (also for a read-only copy), NOT_A_STORE, NEWER_STORE_FORMAT, FOREIGN_STORE
   */
  @NonNull
  public UpdateSession beginUpdate(@NonNull Moment now) {
    Arguments.given(now, "now");
    long store = handle.enter();
    try {
      return new UpdateSession(NativeCalls.begin(store, now.getUnixSeconds(), now.getSource().getNumber()));
    } finally {
      handle.leave();
    }
  }

  /**
   * Takes up what another process has put in force since; cheap when there is nothing.
   *
   * @return whether there was anything new
   * @throws SkanException STORAGE
   */
  public boolean refresh() {
    long store = handle.enter();
    try {
      return NativeCalls.refresh(store);
    } finally {
      handle.leave();
    }
  }

  /**
   * Stores a time before which the device's clock cannot be right any more. May be called after every verdict: it writes
   * at most every ten minutes, and ignores what would be of no use.
   *
   * @throws SkanException STORAGE (also for a read-only copy), NOT_A_STORE, NEWER_STORE_FORMAT
   */
  public void noteTime(@NonNull Moment now) {
    Arguments.given(now, "now");
    long store = handle.enter();
    try {
      NativeCalls.noteTime(store, now.getUnixSeconds(), now.getSource().getNumber());
    } finally {
      handle.leave();
    }
  }

  /** The newest of what the store holds and of the anchor that it was opened with, to be kept after each update. */
  @NonNull
  public Anchor getAnchor() {
    long store = handle.enter();
    try {
      return Anchor.read(NativeCalls.anchor(store));
    } finally {
      handle.leave();
    }
  }

  /** What the store holds; {@code now} only serves to tell the age. */
  @NonNull
  public TrustStatus status(@NonNull Moment now) {
    return status(now, false);
  }

  /**
   * The same.
   *
   * @param countRevoked also count the withdrawn certificates, which reads every block of the lists
   */
  @NonNull
  public TrustStatus status(@NonNull Moment now, boolean countRevoked) {
    Arguments.given(now, "now");
    long store = handle.enter();
    try {
      return new TrustStatus(new RecordReader(
          NativeCalls.status(store, now.getUnixSeconds(), now.getSource().getNumber(), countRevoked)));
    } finally {
      handle.leave();
    }
  }

  /**
   * Writes a copy for places where nothing can be written: one file that needs no others beside it. A file that stands
   * there is replaced as a whole, but never a store in use.
   *
   * @throws SkanException STORAGE, NOT_A_STORE, NEWER_STORE_FORMAT
   */
  public void exportTo(@NonNull File file) {
    byte[] path = pathOf(file, "file");
    long store = handle.enter();
    try {
      NativeCalls.exportTo(store, path);
    } finally {
      handle.leave();
    }
  }

  /**
   * An object of this store by its path in a published site (sdk/doc/trust.md section 12), so that one device can feed
   * the next.
   *
   * @return null for what the store does not hold, and while it is damaged or rolled back
   */
  @Nullable
  public byte[] readObject(@NonNull String sitePath) {
    byte[] path = Arguments.utf8(sitePath, "sitePath");
    long store = handle.enter();
    try {
      return NativeCalls.readObject(store, path);
    } finally {
      handle.leave();
    }
  }

  /** Closes the store. Calls inside end first; a second close() does nothing. */
  @Override
  public void close() {
    handle.close();
  }

  Handle handle() {
    return handle;
  }

  static UpdateReport reportOf(byte[] record) {
    return new UpdateReport(new RecordReader(record));
  }

  private static byte[] pathOf(File file, String argument) {
    return Arguments.given(file, argument).getPath().getBytes(StandardCharsets.UTF_8);
  }
}

package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An update of one store that fetches nothing itself: it names the next object that it needs, the app fetches it from
 * wherever it can and gives it over.
 *
 * <pre>{@code
 * try (UpdateSession session = store.beginUpdate(Moment.now())) {
 *   for (WantedObject wanted = session.getWanted(); wanted != null; wanted = session.getWanted()) {
 *     ... fetch wanted.getPath(), then session.supply(bytes) or session.notFound() ...
 *   }
 *   session.commit();
 * }
 * }</pre>
 *
 * <p>Every object is checked before the next is asked for. New roots are put in force as soon as they are checked,
 * everything else in one transaction at the end. Whatever goes wrong, and whenever it is given up, the data in force
 * stays in force. For one thread at a time: a second one inside gets an IllegalStateException, as everybody does after
 * close().
 */
public final class UpdateSession implements AutoCloseable {
  private final Handle handle;

  UpdateSession(long pointer) {
    handle = Handle.of(this, Handle.Kind.SESSION, pointer);
  }

  /** What is wanted next; null: all is there, or it has failed, and commit() says which. */
  @Nullable
  public WantedObject getWanted() {
    long session = handle.enter();
    try {
      byte[] record = NativeCalls.wanted(session);
      return record == null ? null : new WantedObject(new RecordReader(record));
    } finally {
      handle.leave();
    }
  }

  /**
   * Gives the object that is wanted.
   *
   * @throws SkanException as {@link TrustStore#update(byte[], Moment)} where that is about one object; it is final, and
   *     what every later call but close() fails with
   * @throws IllegalArgumentException if nothing is wanted
   */
  public void supply(@NonNull byte[] object) {
    Arguments.given(object, "object");
    long session = handle.enter();
    try {
      NativeCalls.supply(session, object);
    } finally {
      handle.leave();
    }
  }

  /**
   * There is no such object where the app looked.
   *
   * @throws SkanException MALFORMED if it was not optional
   * @throws IllegalArgumentException if nothing is wanted
   */
  public void notFound() {
    long session = handle.enter();
    try {
      NativeCalls.notFound(session);
    } finally {
      handle.leave();
    }
  }

  /** Why a delta that was offered could not be used, in English; empty if there was none, or it was used. */
  @NonNull
  public String getDeltaRefusal() {
    long session = handle.enter();
    try {
      return new String(NativeCalls.deltaRefusal(session), StandardCharsets.UTF_8);
    } finally {
      handle.leave();
    }
  }

  /**
   * Puts the update in force.
   *
   * @throws SkanException what failed before; OVERTAKEN if the store was updated by another since: begin again; STORAGE
   * @throws IllegalArgumentException if something is still wanted, and the second time
   */
  @NonNull
  public UpdateReport commit() {
    long session = handle.enter();
    try {
      return TrustStore.reportOf(NativeCalls.commit(session));
    } finally {
      handle.leave();
    }
  }

  /**
   * Fetches everything that is wanted, and commits.
   *
   * @throws IOException what the site throws
   * @throws SkanException as supply(), notFound() and commit()
   */
  @NonNull
  public UpdateReport runFrom(@NonNull ObjectSource site) throws IOException {
    Arguments.given(site, "site");
    for (WantedObject wanted = getWanted(); wanted != null; wanted = getWanted()) {
      byte[] object = site.fetch(wanted);
      if (object == null) {
        notFound();
      } else {
        supply(object);
      }
    }
    return commit();
  }

  /** Ends the session; an update that was not committed is given up. A second close() does nothing. */
  @Override
  public void close() {
    handle.close();
  }
}

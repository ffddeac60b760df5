package skan.sdk;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A native object and the calls that are inside it. It is freed once: by close(), or by the last call that leaves after
 * that; or, if its owner was forgotten, when the next owner is made.
 */
final class Handle extends PhantomReference<Object> {
  /** Which native object a handle is of. */
  enum Kind {
    STORE("store"),
    SESSION("session"),
    VERIFIER("verifier"),
    SCANNER("scanner"),
    CATALOGUE("catalogue");

    final String argument;

    Kind(String argument) {
      this.argument = argument;
    }
  }

  private static final ReferenceQueue<Object> FORGOTTEN = new ReferenceQueue<>();

  /** Keeps the references alive whose owners are not. */
  private static final Set<Handle> OPEN = Collections.newSetFromMap(new ConcurrentHashMap<>());

  private static final int CLOSED = Integer.MIN_VALUE;

  private final Kind kind;
  private final long pointer;

  /** The number of calls inside; with {@link #CLOSED} added once nobody else may come in. */
  private final AtomicInteger state = new AtomicInteger();

  private Handle(Object owner, Kind kind, long pointer) {
    super(owner, FORGOTTEN);
    this.kind = kind;
    this.pointer = pointer;
  }

  /** Takes over the native object at {@code pointer} for {@code owner}. */
  static Handle of(Object owner, Kind kind, long pointer) {
    freeForgotten();
    Handle handle = new Handle(owner, kind, pointer);
    OPEN.add(handle);
    return handle;
  }

  /**
   * Must be followed by leave().
   *
   * @throws IllegalStateException if it is closed
   */
  long enter() {
    int calls;
    do {
      calls = state.get();
      if (calls < 0) throw new IllegalStateException(kind.argument + ": is closed");
    } while (!state.compareAndSet(calls, calls + 1));
    return pointer;
  }

  void leave() {
    if (state.decrementAndGet() == CLOSED) free();
  }

  /** Keeps new calls out, and does not wait for those inside. */
  void close() {
    int calls;
    do {
      calls = state.get();
      if (calls < 0) return;
    } while (!state.compareAndSet(calls, calls | CLOSED));
    if (calls == 0) free();
  }

  private void free() {
    OPEN.remove(this);
    clear();
    switch (kind) {
      case STORE:
        NativeCalls.freeStore(pointer);
        break;
      case SESSION:
        NativeCalls.freeSession(pointer);
        break;
      case VERIFIER:
        NativeCalls.freeVerifier(pointer);
        break;
      case CATALOGUE:
        NativeCalls.freeCatalogue(pointer);
        break;
      default:
        NativeCalls.freeScanner(pointer);
        break;
    }
  }

  private static void freeForgotten() {
    for (Object forgotten = FORGOTTEN.poll(); forgotten != null; forgotten = FORGOTTEN.poll()) {
      ((Handle) forgotten).close();
    }
  }

  /** How many native objects there are, for the tests. */
  static int openCount() {
    freeForgotten();
    return OPEN.size();
  }
}

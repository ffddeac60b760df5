package skan.sdk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Closing while others are inside, and forgetting to close. */
final class CloseRaceTest {
  private static final int ROUNDS = Integer.getInteger("skan.rounds", 60);

  private CloseRaceTest() {}

  /** Calls until the object is closed, in threads; `close` comes when all are at it. Nothing else may be thrown. */
  private static void race(int threads, Runnable call, Runnable close) throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(threads);
    AtomicReference<Throwable> fault = new AtomicReference<>();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; ++i) {
      Thread thread = new Thread(() -> {
        try {
          call.run();
          busy.countDown();
          while (true) call.run();
        } catch (IllegalStateException closed) {
          if (!closed.getMessage().endsWith(": is closed")) fault.set(closed);
        } catch (Throwable thrown) {
          fault.set(thrown);
        } finally {
          busy.countDown();
        }
      });
      thread.start();
      all.add(thread);
    }
    busy.await();
    close.run();
    for (Thread thread : all) thread.join();
    if (fault.get() != null) throw new AssertionError(fault.get());
  }

  @Case("a verifier is closed under threads that verify")
  static void verifiers() throws Exception {
    String card = World.card(World.GOOD);
    try (TrustStore store = World.store()) {
      int before = Handle.openCount();
      for (int round = 0; round < ROUNDS; ++round) {
        Verifier verifier = new Verifier(store);
        race(3, () -> Expect.same(Outcome.ACCEPTED, verifier.verify(card, World.NOW).getOutcome()), verifier::close);
      }
      Expect.same(before, Handle.openCount());
    }
  }

  @Case("a store is closed under threads that ask it and begin updates, and under its verifiers")
  static void stores() throws Exception {
    String card = World.card(World.GOOD);
    for (int round = 0; round < ROUNDS / 6; ++round) {
      TrustStore store = World.store();
      try (Verifier verifier = new Verifier(store)) {
        race(3, () -> {
          Expect.same(1L, store.status(World.NOW).getSequence());
          store.beginUpdate(World.NOW).close();
          Expect.same(Outcome.ACCEPTED, verifier.verify(card, World.NOW).getOutcome());
        }, store::close);
      }
    }
  }

  @Case("a scanner is closed under the camera's thread and under threads that read pictures")
  static void scanners() throws Exception {
    Picture blank = Picture.blank(160, 120);
    for (int round = 0; round < ROUNDS; ++round) {
      Scanner scanner = new Scanner();
      Thread camera = Thread.currentThread();
      AtomicReference<Thread> only = new AtomicReference<>();
      AtomicInteger time = new AtomicInteger();
      race(3, () -> {
        only.compareAndSet(null, Thread.currentThread());
        if (only.get() == Thread.currentThread()) {
          scanner.process(blank.luma, blank.shape(), time.getAndAdd(1_000));
        } else {
          scanner.readStill(blank.luma, blank.shape(), Effort.FAST);
        }
      }, scanner::close);
      Expect.that(only.get() != camera, "another thread was the camera's");
    }
  }

  @Case("several threads close at once, and it is closed once")
  static void closers() throws Exception {
    int before = Handle.openCount();
    for (int round = 0; round < ROUNDS; ++round) {
      Scanner scanner = new Scanner();
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> all = new ArrayList<>();
      for (int i = 0; i < 3; ++i) {
        Thread thread = new Thread(() -> {
          try {
            start.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          scanner.close();
        });
        thread.start();
        all.add(thread);
      }
      start.countDown();
      for (Thread thread : all) thread.join();
    }
    Expect.same(before, Handle.openCount());
  }

  @Case("a call inside holds the native object until it leaves; new calls are refused meanwhile")
  static void deferred() {
    Scanner owner = new Scanner();
    Handle handle = Handle.of(owner, Handle.Kind.SCANNER, NativeCalls.createScanner(1, 0, 0));
    int open = Handle.openCount();
    long first = handle.enter();
    handle.enter();
    handle.close();
    Expect.isClosed("scanner", handle::enter);
    NativeCalls.reset(first);
    handle.leave();
    Expect.same(open, Handle.openCount());
    handle.leave();
    Expect.same(open - 1, Handle.openCount());
    handle.close();
    owner.close();
    Expect.same(open - 2, Handle.openCount());
  }

  @Case("what was forgotten is freed when the collector has found it and the next owner is made")
  static void forgotten() throws IOException, InterruptedException {
    int before = Handle.openCount();
    try (TrustStore store = World.store()) {
      for (int i = 0; i < 300; ++i) {
        new Verifier(store);
        new Scanner();
      }
    }
    for (int tries = 0; tries < 600 && Handle.openCount() > before; ++tries) {
      System.gc();
      Thread.sleep(50);
    }
    Expect.that(Handle.openCount() <= before, "all were freed");
  }
}

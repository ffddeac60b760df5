package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Takes a record of the native library apart, in the order in which its Record was filled (record.h). */
final class RecordReader implements AutoCloseable {
  /** Makes one element of a list from the record. */
  interface Element<T> {
    @NonNull
    T read(RecordReader reader);
  }

  /** The entry of an enumeration with a number; null: leave it out. */
  interface Entry<T> {
    @Nullable
    T of(long number);
  }

  private final byte[] bytes;
  private final ByteBuffer rest;

  RecordReader(byte[] bytes) {
    this.bytes = bytes;
    this.rest = ByteBuffer.wrap(bytes);
  }

  long number() {
    return rest.getLong();
  }

  int integer() {
    return (int) rest.getLong();
  }

  boolean flag() {
    return rest.getLong() != 0;
  }

  @Nullable
  Long optionalNumber() {
    boolean has = flag();
    long value = number();
    return has ? Long.valueOf(value) : null;
  }

  @Nullable
  Integer optionalInteger() {
    boolean has = flag();
    int value = integer();
    return has ? Integer.valueOf(value) : null;
  }

  byte[] raw() {
    byte[] content = new byte[integer()];
    rest.get(content);
    return content;
  }

  @NonNull
  String text() {
    int length = integer();
    String content = new String(bytes, rest.position(), length, StandardCharsets.UTF_8);
    rest.position(rest.position() + length);
    return content;
  }

  /** A text that is empty where there is none. */
  @Nullable
  String optionalText() {
    String content = text();
    return content.isEmpty() ? null : content;
  }

  @NonNull
  <T> List<T> entries(Entry<T> known) {
    List<T> list = new ArrayList<>();
    for (int left = integer(); left > 0; --left) {
      T entry = known.of(number());
      if (entry != null) list.add(entry);
    }
    return Collections.unmodifiableList(list);
  }

  @NonNull
  <T> List<T> list(Element<T> element) {
    List<T> list = new ArrayList<>();
    for (int left = integer(); left > 0; --left) list.add(element.read(this));
    return Collections.unmodifiableList(list);
  }

  /** Wipes the record, which may be about a holder. */
  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}

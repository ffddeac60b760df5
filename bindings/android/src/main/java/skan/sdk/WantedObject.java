package skan.sdk;

import androidx.annotation.NonNull;

/** One object that an update needs, and where it lies in a published site. Immutable. */
public final class WantedObject {
  private final String path;
  private final long maxBytes;
  private final boolean exactSize;
  private final boolean immutable;
  private final boolean optional;

  /** The authority's first root, which is wanted before there is a store. */
  static WantedObject firstRoot() {
    return new WantedObject("root/1", SetupCode.MAX_ROOT);
  }

  private WantedObject(String path, long maxBytes) {
    this.path = path;
    this.maxBytes = maxBytes;
    exactSize = false;
    immutable = false;
    optional = false;
  }

  WantedObject(RecordReader reader) {
    path = reader.text();
    maxBytes = reader.number();
    exactSize = reader.flag();
    immutable = reader.flag();
    optional = reader.flag();
  }

  /** Relative to the site's address, ASCII, for example "root/2" or "head". */
  @NonNull
  public String getPath() {
    return path;
  }

  /** Anything longer is refused. */
  public long getMaxBytes() {
    return maxBytes;
  }

  /** True: anything shorter is refused, too. */
  public boolean isExactSize() {
    return exactSize;
  }

  /** True: the path names the content; what was fetched of it earlier stays right. */
  public boolean isImmutable() {
    return immutable;
  }

  /** True: "there is no such object" is an answer, not a failure. */
  public boolean isOptional() {
    return optional;
  }
}

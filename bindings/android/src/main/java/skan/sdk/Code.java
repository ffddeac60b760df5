package skan.sdk;

import androidx.annotation.NonNull;
import java.nio.charset.StandardCharsets;

/**
 * One code that was read: unverified content for a {@link Verifier}. Immutable. Corners are in pixels of the upright
 * picture, from its upper left corner.
 */
public final class Code {
  private final byte[] content;
  private final int[] corners = new int[8];

  Code(RecordReader reader) {
    content = reader.raw();
    for (int i = 0; i < corners.length; ++i) corners[i] = reader.integer();
  }

  /** A copy of the code's bytes as they stand in it; not necessarily UTF-8. Empty for a repeat. */
  @NonNull
  public byte[] getBytes() {
    return content.clone();
  }

  /** The code's bytes read as UTF-8, for showing; what is none is replaced. Empty for a repeat. */
  @NonNull
  public String getText() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /**
   * Where a corner is, from the left.
   *
   * @param corner 0..3, in order around the code; the way round is not promised
   */
  public int getX(int corner) {
    return corners[checked(corner) * 2];
  }

  /**
   * Where a corner is, from the top.
   *
   * @param corner 0..3, in order around the code; the way round is not promised
   */
  public int getY(int corner) {
    return corners[checked(corner) * 2 + 1];
  }

  byte[] bytesWithoutCopy() {
    return content;
  }

  private static int checked(int corner) {
    if (corner < 0 || corner > 3) throw new IllegalArgumentException("corner: " + corner + " is not 0, 1, 2 or 3");
    return corner;
  }

  /** Says nothing about the content. */
  @Override
  @NonNull
  public String toString() {
    return "Code at " + corners[0] + "," + corners[1];
  }
}

package skan.sdk;

import androidx.annotation.NonNull;

/**
 * How a picture lies in a buffer: rows from the top, 8 bits a sample. Immutable, so one serves for all frames of a
 * camera. The numbers are checked against each buffer that is used with it, in 64 bits.
 */
public final class FrameShape {
  final PixelFormat format;
  final int width;
  final int height;
  final int rowStride;
  final int pixelStride;
  final int rotation;
  final boolean mirrored;

  /**
   * A picture that stands upright and has no gaps.
   *
   * @param width of the picture as it lies in memory, in pixels; 1..32,000
   * @param height likewise
   * @throws IllegalArgumentException if format is null
   */
  public FrameShape(@NonNull PixelFormat format, int width, int height) {
    this(Arguments.given(format, "format"), width, height, 0, 0, 0, false);
  }

  private FrameShape(PixelFormat format, int width, int height, int rowStride, int pixelStride, int rotation,
      boolean mirrored) {
    this.format = format;
    this.width = width;
    this.height = height;
    this.rowStride = rowStride;
    this.pixelStride = pixelStride;
    this.rotation = rotation;
    this.mirrored = mirrored;
  }

  /**
   * The same with gaps.
   *
   * @param rowStrideBytes from one row to the next; 0: rows without gaps
   * @param pixelStrideBytes from one pixel to the next; 0: pixels without gaps
   */
  @NonNull
  public FrameShape withStrides(int rowStrideBytes, int pixelStrideBytes) {
    return new FrameShape(format, width, height, rowStrideBytes, pixelStrideBytes, rotation, mirrored);
  }

  /** The same with the degrees clockwise that set the picture upright: 0, 90, 180 or 270. */
  @NonNull
  public FrameShape withRotation(int degrees) {
    return new FrameShape(format, width, height, rowStride, pixelStride, degrees, mirrored);
  }

  /** The same, true if left and right are exchanged once it is upright (front cameras). */
  @NonNull
  public FrameShape withMirrored(boolean exchanged) {
    return new FrameShape(format, width, height, rowStride, pixelStride, rotation, exchanged);
  }
}

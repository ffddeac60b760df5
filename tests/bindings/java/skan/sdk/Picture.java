package skan.sdk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A picture in a direct buffer: a card as the authority drew it (PGM), or what is made here. */
final class Picture {
  final ByteBuffer luma;
  final int width;
  final int height;

  private Picture(byte[] pixels, int width, int height) {
    this.luma = World.direct(pixels);
    this.width = width;
    this.height = height;
  }

  static Picture blank(int width, int height) {
    byte[] pixels = new byte[width * height];
    Arrays.fill(pixels, (byte) 128);
    return new Picture(pixels, width, height);
  }

  /** A PGM file with lines "P5", "WIDTH HEIGHT" and "255" before the pixels. */
  static Picture of(String name) throws IOException {
    byte[] file = World.bytes(name);
    int[] numbers = new int[2];
    int at = 3;
    for (int i = 0; i < 2; ++i, ++at) {
      for (; file[at] >= '0'; ++at) numbers[i] = numbers[i] * 10 + file[at] - '0';
    }
    return new Picture(Arrays.copyOfRange(file, at + 4, file.length), numbers[0], numbers[1]);
  }

  FrameShape shape() {
    return new FrameShape(PixelFormat.LUMA, width, height);
  }

  /** The same picture, every pixel as one of 4 bytes, rows with 12 bytes of gap, behind 5 bytes of something else. */
  ByteBuffer asRgba() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(5 + height * (width * 4 + 12));
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        byte value = luma.get(y * width + x);
        int place = 5 + y * (width * 4 + 12) + x * 4;
        for (int i = 0; i < 4; ++i) buffer.put(place + i, value);
      }
    }
    buffer.position(5);
    return buffer;
  }

  /** The codes of the first frame that brings any, of at most nine of this picture. */
  ScanEvent scannedWith(Scanner scanner, long startMicros) {
    for (int i = 0; i < 9; ++i) {
      ScanEvent event = scanner.process(luma, shape(), startMicros + i * 33_000L);
      if (!event.getCodes().isEmpty()) return event;
    }
    throw new AssertionError("nothing was read in nine frames");
  }
}

package skan.sdk;

/** How a camera lays out its pixels. Only brightness is used; planes of colour are never read. */
public enum PixelFormat {
  /** One byte a pixel. The first plane of Android's YUV_420_888 is this. */
  LUMA(1),
  /** A plane of luma, then one of interleaved V and U at half size. */
  NV21(2),
  /** A plane of luma, then one of interleaved U and V at half size. */
  NV12(3),
  /** A plane of luma, then one of U and one of V, each at half size. */
  I420(4),
  /** Y U Y V: two bytes a pixel. */
  YUYV(5),
  /** Red, green, blue, alpha: four bytes a pixel. */
  RGBA(6),
  /** Blue, green, red, alpha: four bytes a pixel. */
  BGRA(7);

  private final int number;

  PixelFormat(int number) {
    this.number = number;
  }

  /** The number of this entry, the same in every language and version. */
  public int getNumber() {
    return number;
  }
}

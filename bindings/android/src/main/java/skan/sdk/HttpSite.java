package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URL;

/**
 * A published site, fetched with HttpURLConnection; an app that uses OkHttp writes these few lines with it instead. The
 * objects are signed, so plain HTTP is as safe as HTTPS, where the system permits it. An object that is named by its
 * content is gone on with when the connection is cut. Immutable and safe from several threads; fetch() blocks, so call
 * it off the main thread.
 */
public final class HttpSite implements ObjectSource {
  private static final int CONNECT_TIMEOUT_MILLIS = 15_000;
  private static final int READ_TIMEOUT_MILLIS = 30_000;
  private static final int MOST_CUTS = 3;  // of one object

  private final URL base;

  /**
   * The site at an address such as https://trust.example/site/.
   *
   * @throws IllegalArgumentException for null, and for what is no http or https address, or has a user name or a query
   */
  public HttpSite(@NonNull String address) {
    Arguments.given(address, "address");
    base = parsed(address.endsWith("/") ? address : address + "/");
    boolean http = base.getProtocol().equals("https") || base.getProtocol().equals("http");
    if (!http || base.getHost().isEmpty() || base.getUserInfo() != null || base.getQuery() != null
        || base.getRef() != null) {
      throw notASite();
    }
  }

  private static URL parsed(String address) {
    try {
      return new URL(address);
    } catch (MalformedURLException e) {
      throw notASite();
    }
  }

  private static IllegalArgumentException notASite() {
    return new IllegalArgumentException("address: is not that of a site, such as https://trust.example/site/");
  }

  @Override
  @Nullable
  public byte[] fetch(@NonNull WantedObject wanted) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int cuts = wanted.isImmutable() ? MOST_CUTS : 0;
    while (true) {
      int before = content.size();
      try {
        return fetchRest(wanted, content) ? content.toByteArray() : null;
      } catch (IOException e) {
        if (cuts == 0 || content.size() <= before) throw e;
        cuts--;
      }
    }
  }

  /** Puts what is missing behind what there is; false if the site has no such object. */
  private boolean fetchRest(WantedObject wanted, ByteArrayOutputStream content) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(base, wanted.getPath()).openConnection();
    boolean whole = false;
    try {
      connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
      connection.setReadTimeout(READ_TIMEOUT_MILLIS);
      connection.setRequestProperty("Accept-Encoding", "identity");
      connection.setUseCaches(false);
      if (content.size() > 0) connection.setRequestProperty("Range", "bytes=" + content.size() + "-");
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_NOT_FOUND || status == HttpURLConnection.HTTP_GONE) return false;
      makeRoom(connection, status, wanted, content);
      append(connection, wanted, content);
      whole = true;
      return true;
    } finally {
      if (!whole) connection.disconnect();  // a connection whose answer was read to its end serves again
    }
  }

  /** The whole comes in the place of what there is, the rest behind it. */
  private static void makeRoom(HttpURLConnection connection, int status, WantedObject wanted, ByteArrayOutputStream content)
      throws IOException {
    if (status == HttpURLConnection.HTTP_OK) {
      content.reset();
      return;
    }
    if (status != HttpURLConnection.HTTP_PARTIAL) {
      throw new IOException("the site answers " + status + " for " + wanted.getPath());
    }
    String range = connection.getHeaderField("Content-Range");
    if (content.size() == 0 || range == null || !range.startsWith("bytes " + content.size() + "-")) {
      throw new IOException("the site sends another part of " + wanted.getPath() + " than was asked for");
    }
  }

  /** Little more than is allowed: the session refuses that with a better message. */
  private static void append(HttpURLConnection connection, WantedObject wanted, ByteArrayOutputStream content)
      throws IOException {
    int before = content.size();
    try (InputStream stream = connection.getInputStream()) {
      byte[] block = new byte[16_384];
      int count = stream.read(block);
      while (count >= 0 && content.size() <= wanted.getMaxBytes()) {
        content.write(block, 0, count);
        count = stream.read(block);
      }
      long promised = lengthOf(connection);
      if (count < 0 && promised >= 0 && content.size() - before != promised) {
        throw new IOException("the connection ended after " + content.size() + " of " + (before + promised)
            + " bytes of " + wanted.getPath());
      }
    }
  }

  private static long lengthOf(HttpURLConnection connection) {
    String told = connection.getHeaderField("Content-Length");
    try {
      return told == null ? -1 : Long.parseLong(told.trim());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

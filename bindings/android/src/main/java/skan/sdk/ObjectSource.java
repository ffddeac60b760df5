package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.io.IOException;

/** Where the objects of an update come from: a site over HTTP, another device, a folder. */
public interface ObjectSource {
  /**
   * Fetches one object. It need not be checked: the session does.
   *
   * @return its bytes; null only if the place is sure that it has no such object (HTTP 404 and 410)
   * @throws IOException if it could not be fetched
   */
  @Nullable
  byte[] fetch(@NonNull WantedObject wanted) throws IOException;
}

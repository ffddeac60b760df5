package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;
import java.nio.charset.StandardCharsets;

/** Checks of arguments. Each failure names the argument. */
final class Arguments {
  private Arguments() {}

  @NonNull
  static <T> T given(@Nullable T value, String argument) {
    if (value == null) throw new IllegalArgumentException(argument + ": is null");
    return value;
  }

  static byte[] utf8(@Nullable String text, String argument) {
    return given(text, argument).getBytes(StandardCharsets.UTF_8);
  }

  /** Null stays null: the library's default. An empty text is none of the app's choices, but a mistake. */
  @Nullable
  static byte[] utf8OrNull(@Nullable String text, String argument) {
    if (text == null) return null;
    if (text.isEmpty()) throw new IllegalArgumentException(argument + ": is empty; null stands for the default");
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

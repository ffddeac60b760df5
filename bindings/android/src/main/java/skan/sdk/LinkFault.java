package skan.sdk;

import androidx.annotation.NonNull;
import java.util.Locale;

/** What gave away a link that imitates the portal's; sdk/doc/doors.md has the rules. */
public enum LinkFault {
  /** No fault, or no link. */
  NONE(0),
  /** A name before an @, the host is what follows it. */
  USER_INFORMATION(1),
  /** Where a slash belongs: browsers and other readers see different hosts. */
  BACKSLASH(2),
  /** A control or invisible character, or a space, inside the host. */
  HIDDEN_CHARACTER(3),
  /** Percent-encoding inside the host. */
  ENCODED_HOST(4),
  /** Letters of another alphabet that look or sound alike. */
  MIXED_SCRIPTS(5),
  /** The same, written as xn--. */
  PUNYCODE(6),
  /** The portal's host is only the beginning of another. */
  LONGER_HOST(7),
  /** The portal's name under another ending. */
  OTHER_TOP_LEVEL(8),
  /** The portal's name as a part of another. */
  NAME_IN_HOST(9),
  /** The portal's name with a letter wrong. */
  MISSPELT(10),
  /** The portal's host stands in the path or query of another site. */
  NAME_IN_PATH(11),
  /** The path of the portal's certificate page at a host of somebody else's. */
  FOREIGN_HOST(12),
  /** The certificate page without https. */
  NOT_HTTPS(13),
  /** The certificate page at a port of its own. */
  PORT(14);

  private final int number;

  LinkFault(int number) {
    this.number = number;
  }

  /** The number of this entry, the same in every language and version. */
  public int getNumber() {
    return number;
  }

  /** The stable name, as in JSON and in sdk/doc/reasons.md. */
  @NonNull
  public String getStableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A fault that only a newer library knows is still one: some other site. */
  static LinkFault of(long number) {
    for (LinkFault entry : values()) {
      if (entry.number == number) return entry;
    }
    return FOREIGN_HOST;
  }
}

package skan.sdk;

import androidx.annotation.NonNull;
import androidx.annotation.Nullable;

/** What an app knows of the store that it opens. Immutable. */
public final class OpenOptions {
  /** Nothing: whatever channel, and no anchor. */
  @NonNull public static final OpenOptions DEFAULT = new OpenOptions(null, null);

  private final String channel;
  private final Anchor anchor;

  private OpenOptions(@Nullable String channel, @Nullable Anchor anchor) {
    this.channel = channel;
    this.anchor = anchor;
  }

  /** The same with the channel that the store must have; null: the one that it was provisioned for. */
  @NonNull
  public OpenOptions withChannel(@Nullable String its) {
    return new OpenOptions(its, anchor);
  }

  /** The same with what the app remembers that the store has held; null: nothing. */
  @NonNull
  public OpenOptions withAnchor(@Nullable Anchor its) {
    return new OpenOptions(channel, its);
  }

  /** The channel that the store must have. */
  @Nullable
  public String getChannel() {
    return channel;
  }

  /** What the app remembers that the store has held. */
  @Nullable
  public Anchor getAnchor() {
    return anchor;
  }
}

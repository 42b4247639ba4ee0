package io.thalweg.dense;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of one network: a new pass takes one that no other pass needs any more.
 *
 * <p>A pass gives its room back when it is closed. When the weights change, no pass of before can
 * be differentiated, and all rooms are free. What was forgotten without either, the collector
 * frees.
 */
final class Rooms {

  // More than these are passes that somebody kept alive for once.
  private static final int MOST_FREE = 4;

  private final int[] sizes;
  private final int parameters;
  private final Deque<Room> free = new ArrayDeque<>();
  private final List<WeakReference<Pass>> open = new ArrayList<>();
  private long changes;

  Rooms(int[] sizes, int parameters) {
    this.sizes = sizes;
    this.parameters = parameters;
  }

  /** A room for a pass with weights that have changed so many times. */
  synchronized Room take(Pass pass, long now) {
    if (changes != now) {
      changes = now;
      for (WeakReference<Pass> old : open) {
        Pass before = old.get();
        if (before != null) {
          keep(before.leave());
        }
      }
      open.clear();
    } else {
      open.removeIf(other -> other.refersTo(null));
    }
    open.add(new WeakReference<>(pass));
    Room room = free.poll();
    return room == null ? new Room(sizes, parameters) : room;
  }

  /** Takes back the room of a pass that nobody will ask again. */
  synchronized void giveBack(Pass pass) {
    keep(pass.leave());
    open.removeIf(other -> other.refersTo(pass));
  }

  private void keep(@Nullable Room room) {
    if (room != null && free.size() < MOST_FREE) {
      free.push(room);
    }
  }
}

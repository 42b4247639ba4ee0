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
 * <p>A pass gives its room back when it is closed. When the weights change, earlier passes have no
 * derivatives any more, and all rooms are free. The room of a pass that nobody closed or refers to
 * is garbage-collected.
 */
final class Rooms {

  // More than these come from a caller that kept many passes at once; keeping them wastes memory.
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

  /** Returns a room for a pass; {@code now} is the number of changes of the weights so far. */
  synchronized Room take(Pass pass, long now) {
    if (changes != now) {
      changes = now;
      for (WeakReference<Pass> old : open) {
        Pass before = old.get();
        if (before != null) {
          keep(before.release());
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

  /** Takes back the room of a pass that is closed. */
  synchronized void giveBack(Pass pass) {
    keep(pass.release());
    open.removeIf(other -> other.refersTo(pass));
  }

  private void keep(@Nullable Room room) {
    if (room != null && free.size() < MOST_FREE) {
      free.push(room);
    }
  }
}

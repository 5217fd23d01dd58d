package c3.store.sweep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Explores every order in which uploads of one content, its sweeping, the deletion of manifests
/// and the expiry of sessions can happen, and tells whether a committed manifest can ever name
/// bytes that are gone. An upload that crashes is one that takes no further step.
///
/// An upload: begun, told present or missing, put, registered, committed. A sweep: mark, condemn,
/// perhaps mark again, delete the row if still condemned, delete the bytes, drop the row.
final class SweepModel {
  private static final int NO_KEY = -1;
  private static final int SWEEPS_MAX = 2;

  private final Protocol protocol;
  private final int uploads;

  /// What a protocol does.
  ///
  /// @param holds what an upload found or put is held by its session
  /// @param commitRechecks a commit looks at the row once more
  /// @param uniqueKeys an object's name is never given out twice
  /// @param grace only old rows are condemned
  /// @param sweepRechecks a sweep looks for references in the transaction that deletes
  /// @param fenced a session that has ended can neither put nor commit
  /// @param marksTwice a sweep marks again after it has condemned
  record Protocol(
      boolean holds,
      boolean commitRechecks,
      boolean uniqueKeys,
      boolean grace,
      boolean sweepRechecks,
      boolean fenced,
      boolean marksTwice) {}

  private enum Row {
    NONE,
    LIVE,
    CONDEMNED,
    DELETING
  }

  private enum Step {
    IDLE,
    BEGUN,
    MISSING,
    WRITTEN,
    REGISTERED,
    ENDED
  }

  private enum Sweep {
    IDLE,
    MARKED,
    CONDEMNED,
    SURE,
    ROW_DELETING,
    BYTES_GONE
  }

  /// @param key the object that the upload has put
  /// @param open whether its session is open
  private record Upload(Step step, int key, boolean open, boolean holding, boolean manifest) {
    static final Upload IDLE = new Upload(Step.IDLE, NO_KEY, false, false, false);

    Upload to(Step next) {
      return new Upload(next, key, open, holding, manifest);
    }
  }

  /// @param keys a bit for each object whose bytes are there
  /// @param live what the sweep's mark saw
  private record State(
      Row row,
      int rowKey,
      int keys,
      List<Upload> uploads,
      Sweep sweep,
      boolean live,
      int sweepKey,
      int nextKey,
      int sweeps,
      boolean old) {
    State with(int index, Upload upload) {
      List<Upload> changed = new ArrayList<>(uploads);
      changed.set(index, upload);
      return new State(
          row, rowKey, keys, List.copyOf(changed), sweep, live, sweepKey, nextKey, sweeps, old);
    }

    State row(Row changed, int key) {
      boolean young = changed != Row.LIVE && old;
      return new State(changed, key, keys, uploads, sweep, live, sweepKey, nextKey, sweeps, young);
    }

    State sweep(Sweep next) {
      int done = next == Sweep.IDLE ? sweeps + 1 : sweeps;
      return new State(row, rowKey, keys, uploads, next, live, sweepKey, nextKey, done, old);
    }

    boolean has(int key) {
      return key != NO_KEY && (keys & 1 << key) != 0;
    }

    boolean anyManifest() {
      return uploads.stream().anyMatch(Upload::manifest);
    }

    boolean anyHold() {
      return uploads.stream().anyMatch(Upload::holding);
    }

    boolean dangling() {
      return anyManifest() && (row == Row.NONE || row == Row.DELETING || !has(rowKey));
    }
  }

  SweepModel(Protocol protocol, int uploads) {
    this.protocol = protocol;
    this.uploads = uploads;
  }

  /// Whether no order of events ends with a manifest whose bytes are gone.
  boolean isSafe() {
    Upload[] idle = new Upload[uploads];
    Arrays.fill(idle, Upload.IDLE);
    State first =
        new State(Row.NONE, NO_KEY, 0, List.of(idle), Sweep.IDLE, false, NO_KEY, 0, 0, false);
    Set<State> seen = new HashSet<>(Set.of(first));
    Deque<State> todo = new ArrayDeque<>(seen);
    while (!todo.isEmpty()) {
      State state = todo.poll();
      if (state.dangling()) {
        return false;
      }
      for (State next : successors(state)) {
        if (seen.add(next)) {
          todo.add(next);
        }
      }
    }
    return true;
  }

  private List<State> successors(State state) {
    List<State> next = new ArrayList<>();
    for (int i = 0; i < uploads; i++) {
      upload(state, i, next);
    }
    if (state.row() != Row.NONE && !state.old()) {
      next.add(
          new State(
              state.row(),
              state.rowKey(),
              state.keys(),
              state.uploads(),
              state.sweep(),
              state.live(),
              state.sweepKey(),
              state.nextKey(),
              state.sweeps(),
              true));
    }
    if (state.sweeps() < SWEEPS_MAX) {
      sweep(state, next);
    }
    return next;
  }

  private void upload(State state, int i, List<State> next) {
    Upload upload = state.uploads().get(i);
    boolean may = upload.open() || !protocol.fenced();
    switch (upload.step()) {
      case IDLE -> next.add(state.with(i, new Upload(Step.BEGUN, NO_KEY, true, false, false)));
      case BEGUN -> {
        if (may) {
          next.add(looked(state, i, upload));
        }
      }
      case MISSING -> {
        int key = protocol.uniqueKeys() ? state.nextKey() : 0;
        State put = state.with(i, new Upload(Step.WRITTEN, key, upload.open(), false, false));
        int following = protocol.uniqueKeys() ? key + 1 : state.nextKey();
        next.add(
            new State(
                put.row(),
                put.rowKey(),
                put.keys() | 1 << key,
                put.uploads(),
                put.sweep(),
                put.live(),
                put.sweepKey(),
                following,
                put.sweeps(),
                put.old()));
      }
      case WRITTEN -> {
        if (may) {
          next.add(registered(state, i, upload));
        }
      }
      case REGISTERED -> next.add(committed(state, i, upload));
      case ENDED -> {}
    }
    if (upload.open() && upload.step() != Step.ENDED) {
      next.add(
          state.with(i, new Upload(upload.step(), upload.key(), false, false, upload.manifest())));
    }
    if (upload.manifest()) {
      next.add(state.with(i, new Upload(Step.ENDED, upload.key(), false, false, false)));
    }
  }

  private State looked(State state, int i, Upload upload) {
    boolean present = state.row() == Row.LIVE || (protocol.holds() && state.row() == Row.CONDEMNED);
    if (!present) {
      return state.with(i, upload.to(Step.MISSING));
    }
    Upload found =
        new Upload(Step.REGISTERED, state.rowKey(), upload.open(), protocol.holds(), false);
    return protocol.holds()
        ? state.row(Row.LIVE, state.rowKey()).with(i, found)
        : state.with(i, found);
  }

  private State registered(State state, int i, Upload upload) {
    boolean first = state.row() == Row.LIVE || state.row() == Row.CONDEMNED;
    int key = first ? state.rowKey() : upload.key();
    return state
        .row(Row.LIVE, key)
        .with(i, new Upload(Step.REGISTERED, key, upload.open(), protocol.holds(), false));
  }

  private State committed(State state, int i, Upload upload) {
    boolean there = state.row() == Row.LIVE || state.row() == Row.CONDEMNED;
    boolean open = !protocol.fenced() || !protocol.holds() || upload.open();
    boolean taken = open && (there || !protocol.commitRechecks());
    State after = taken && protocol.commitRechecks() ? state.row(Row.LIVE, state.rowKey()) : state;
    return after.with(i, new Upload(Step.ENDED, upload.key(), false, false, taken));
  }

  private void sweep(State state, List<State> next) {
    boolean held = protocol.holds() && state.anyHold();
    boolean referenced = state.anyManifest() || held;
    switch (state.sweep()) {
      case IDLE ->
          next.add(
              new State(
                  state.row(),
                  state.rowKey(),
                  state.keys(),
                  state.uploads(),
                  Sweep.MARKED,
                  referenced,
                  NO_KEY,
                  state.nextKey(),
                  state.sweeps(),
                  state.old()));
      case MARKED -> {
        boolean due =
            state.row() == Row.LIVE && !state.live() && (state.old() || !protocol.grace());
        if (due && !(protocol.sweepRechecks() && referenced)) {
          next.add(state.row(Row.CONDEMNED, state.rowKey()).sweep(Sweep.CONDEMNED));
        }
        next.add(state.sweep(Sweep.IDLE));
      }
      case CONDEMNED -> next.add(decided(state, referenced));
      case SURE -> next.add(deleting(state));
      case ROW_DELETING ->
          next.add(
              new State(
                      state.row(),
                      state.rowKey(),
                      state.keys() & ~(1 << state.sweepKey()),
                      state.uploads(),
                      state.sweep(),
                      state.live(),
                      state.sweepKey(),
                      state.nextKey(),
                      state.sweeps(),
                      state.old())
                  .sweep(Sweep.BYTES_GONE));
      case BYTES_GONE -> {
        boolean same = state.row() == Row.DELETING && state.rowKey() == state.sweepKey();
        next.add((same ? state.row(Row.NONE, NO_KEY) : state).sweep(Sweep.IDLE));
      }
    }
  }

  private State decided(State state, boolean referenced) {
    if (state.row() != Row.CONDEMNED) {
      return state.sweep(Sweep.IDLE);
    }
    boolean looks = protocol.marksTwice() || protocol.sweepRechecks();
    if (looks && referenced) {
      return state.row(Row.LIVE, state.rowKey()).sweep(Sweep.IDLE);
    }
    return protocol.marksTwice() ? state.sweep(Sweep.SURE) : deleting(state);
  }

  private static State deleting(State state) {
    if (state.row() != Row.CONDEMNED) {
      return state.sweep(Sweep.IDLE);
    }
    State going = state.row(Row.DELETING, state.rowKey()).sweep(Sweep.ROW_DELETING);
    return new State(
        going.row(),
        going.rowKey(),
        going.keys(),
        going.uploads(),
        going.sweep(),
        going.live(),
        going.rowKey(),
        going.nextKey(),
        going.sweeps(),
        going.old());
  }
}

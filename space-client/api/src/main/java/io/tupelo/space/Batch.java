package io.tupelo.space;

import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Condition;
import io.tupelo.operation.Operation.From;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Wait;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Conditions, and operations that don't wait, over any containers of a space: all or nothing, in one round trip.
///
/// Built by one thread; [#run] may be called again, and sends what has been added by then.
///
/// ```java
/// space.batch().requireAbsent("locks", key("a")).write("locks", tuple("me"), key("a")).run();
/// ```
public final class Batch {
    private final View view;
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();

    Batch(View view) {
        this.view = view;
    }

    /// Requires that an entry matches and is free.
    public Batch requireExists(String container, Selection selection) {
        return require(new Condition.Exists(new From(container, selection)));
    }

    /// Requires that no entry matches, held or not.
    public Batch requireAbsent(String container, Selection selection) {
        return require(new Condition.Absent(new From(container, selection)));
    }

    /// Requires that an entry has that version still.
    public Batch requireVersion(String container, long entry, long version) {
        return require(new Condition.VersionIs(container, entry, version));
    }

    private Batch require(Condition condition) {
        conditions.add(condition);
        return this;
    }

    /// Adds a write.
    public Batch write(String container, Tuple tuple, Selector... coordinates) {
        return write(container, Draft.of(tuple, coordinates));
    }

    /// Adds a write of a record.
    public Batch write(String container, Record instance, Selector... coordinates) {
        return write(container, Tuple.of(instance), coordinates);
    }

    /// Adds a write with options.
    public Batch write(String container, Draft draft) {
        return add(new Operation.Write(container, List.of(draft), Wait.NOW));
    }

    /// Adds a write under a key that replaces what is there.
    public Batch put(String container, Object key, Tuple tuple, Selector... coordinates) {
        return add(Drafts.put(container, key, tuple, -1, Wait.NOW, coordinates));
    }

    /// Adds a write under a key that replaces what is there if it has that version; 0 if there must be none.
    public Batch put(String container, Object key, Tuple tuple, long expectedVersion, Selector... coordinates) {
        return add(Drafts.put(container, key, tuple, expectedVersion, Wait.NOW, coordinates));
    }

    /// Adds a read.
    public Batch read(String container, Selection selection) {
        return add(new Operation.Get(Pick.READ, container, selection, Wait.NOW));
    }

    /// Adds a take.
    public Batch take(String container, Selection selection) {
        return add(new Operation.Get(Pick.TAKE, container, selection, Wait.NOW));
    }

    /// Adds a delete.
    public Batch delete(String container, Selection selection) {
        return add(new Operation.Get(Pick.DELETE, container, selection, Wait.NOW));
    }

    /// Adds a count.
    public Batch count(String container, Selection selection) {
        return add(new Operation.Get(Pick.COUNT, container, selection, Wait.NOW));
    }

    /// Adds a change; see [Edits].
    public Batch change(String container, Selection selection, Edit... edits) {
        return add(new Operation.Change(container, selection, List.of(edits), Wait.NOW));
    }

    /// Adds a move to another container.
    public Batch move(String from, Selection selection, String to) {
        return add(new Operation.Move(from, selection, to, false, Wait.NOW));
    }

    /// Adds a copy to another container.
    public Batch copy(String from, Selection selection, String to) {
        return add(new Operation.Move(from, selection, to, true, Wait.NOW));
    }

    /// Adds any operation on entries, which does not wait here whatever it says.
    public Batch add(Operation operation) {
        operations.add(operation);
        return this;
    }

    /// Applies all of it at one place in the order, or nothing. Never waits for data, room or locks.
    ///
    /// @return whether it was applied, and if not, what stood against it
    /// @throws SpaceException `INVALID_REQUEST` for an operation that can't be in a batch, `OVERLOADED` for more than
    ///     10,000 of them, and what each operation fails with: nothing was applied
    public BatchOutcome run() {
        return Answers.batch(view.call(operation()));
    }

    /// Does as [#run] without blocking. Failures complete the future exceptionally.
    public CompletableFuture<BatchOutcome> runAsync() {
        return view.send(operation(), Answers::batch);
    }

    /// Does as [#runAsync], for a thread that has nothing else to do: it may take as long as a disk takes to sync, if the answer comes
    /// sooner so.
    public CompletableFuture<BatchOutcome> runHelping() {
        return view.sendHelping(operation(), Answers::batch);
    }

    private Operation operation() {
        return new Operation.Batch(List.copyOf(conditions), List.copyOf(operations));
    }
}

package io.tupelo.node.tool;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.tupelo.change.Change;
import io.tupelo.journal.JournalRecord;
import io.tupelo.runtime.SpaceRecords;
import io.tupelo.runtime.SpaceRecords.Meaning;
import java.io.IOException;

/// Says which changes of a space are in a record.
final class ChangeDescriber implements PayloadDescriber {
    private SpaceRecords records = new SpaceRecords(true);

    @Override
    public void begin(boolean first) {
        records = new SpaceRecords(first);
    }

    @Override
    public String describe(JournalRecord record) throws IOException {
        return switch (records.next(record)) {
            case Meaning.Piece(int number) ->
                number == 0
                        ? "a piece of changes whose beginning is not shown"
                        : "piece " + number + " of changes that go on in the next record";
            case Meaning.LastPiece() -> "the last piece of changes whose beginning is not shown";
            case Meaning.Changes changes -> text(changes);
        };
    }

    private static String text(Meaning.Changes changes) {
        StringBuilder text = new StringBuilder(changes.pieces() == 1 ? "" : "the last of " + changes.pieces() + " pieces: ");
        String separator = "";
        for (Change change : changes.changes()) {
            text.append(separator).append(ChangeText.of(change));
            separator = change instanceof Change.Command ? ": " : "; ";
        }
        return text.toString();
    }

    @Override
    public void describe(JournalRecord record, JsonObject into) throws IOException {
        switch (records.next(record)) {
            case Meaning.Piece(int number) -> into.addProperty("piece", number);
            case Meaning.LastPiece() -> into.addProperty("piece", 0);
            case Meaning.Changes changes -> {
                if (changes.pieces() > 1) {
                    into.addProperty("pieces", changes.pieces());
                }
                JsonArray array = new JsonArray();
                changes.changes().forEach(change -> array.add(RecordJson.of("change", (Record) change)));
                into.add("changes", array);
            }
        }
    }
}

package io.tupelo.node.tool;

import io.tupelo.journal.JournalRecord;
import io.tupelo.journal.JournalSegment;
import io.tupelo.journal.JournalVisitor;
import java.io.PrintWriter;

/// Counts what is in a journal.
final class Tally implements JournalVisitor {
    private int segments;
    private String firstFile = "";
    private String lastFile = "";
    private long firstEpoch;
    private long lastEpoch;
    private long fileBytes;
    private long records;
    private long first;
    private long last;
    private long payloadBytes;
    private int deleted;

    @Override
    public void segment(JournalSegment segment) {
        if (segments == 0) {
            firstFile = segment.file();
            firstEpoch = segment.epoch();
        }
        segments++;
        lastFile = segment.file();
        lastEpoch = segment.epoch();
        fileBytes += segment.bytes();
    }

    @Override
    public void record(JournalRecord record) {
        if (records == 0) {
            first = record.sequence();
        }
        records++;
        last = record.sequence();
        payloadBytes += record.payload().remaining();
    }

    @Override
    public void deleted(String file) {
        deleted++;
    }

    /// Returns the sequence of the last record; 0 if there is none.
    long last() {
        return last;
    }

    /// Says which records there are.
    String range() {
        return first == last ? "record " + last : "records " + first + " to " + last;
    }

    void print(PrintWriter out) {
        out.println("segments  " + segments + span(firstFile, lastFile));
        out.println("records   " + records + (records == 0 ? "" : span(Long.toString(first), Long.toString(last))));
        if (segments > 0) {
            out.println("epochs    " + (firstEpoch == lastEpoch ? "" + lastEpoch : firstEpoch + " to " + lastEpoch));
        }
        out.println("bytes     " + fileBytes + " in files, " + payloadBytes + " of them payload");
        if (deleted > 0) {
            out.println("deleted   " + deleted + " segments, by the server, before they could be read");
        }
    }

    private static String span(String from, String to) {
        if (to.isEmpty()) {
            return "";
        }
        return from.equals(to) ? ": " + to : ": " + from + " to " + to;
    }
}

/// Bytes in order, durably: records are appended, written and forced to disk together with those of others, and read back
/// after a crash, in the same order and without a gap.
///
/// [io.tupelo.journal.Journal] is what a space appends to. It keeps its records in segments, files of one size that are
/// filled with zeros before they are used ([io.tupelo.journal.SegmentFormat]). What a disk does and may fail to do comes in
/// through [io.tupelo.journal.Disk]: [io.tupelo.journal.FileDisk] is a real one, [io.tupelo.journal.SimulatedDisk] one that
/// can lose what a crash may lose. docs/JOURNAL.md specifies the files.
///
/// [io.tupelo.journal.JournalFiles] looks at a journal without using it, [io.tupelo.journal.JournalCut] ends one behind a
/// record. Both read through what opening reads through.
///
/// Depends on the JDK alone, and knows no tuples.
@NullMarked
package io.tupelo.journal;

import org.jspecify.annotations.NullMarked;

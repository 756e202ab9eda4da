package io.tupelo.reliability.bugs;

import static io.tupelo.reliability.bugs.PlantedBug.inDurableActors;
import static io.tupelo.reliability.bugs.PlantedBug.inNames;

import java.util.List;

/// Mistakes of the kinds that actors with a store, and registries of names, are known for.
final class PlantedActorBugs {
    private PlantedActorBugs() {}

    /// Those about durable actors.
    static final List<PlantedBug> ALL = List.of(
            inDurableActors(
                    "a late host commits",
                    "Committer",
                    "shards.forEach(shard -> all.requireVersion(Names.SHARDS, shard.fence(), 1));",
                    "shards.forEach(shard -> all.requireAbsent(Names.STATE, io.tupelo.coordinator.Coordinators.key(\"nobody\")));"),
            inDurableActors(
                    "the message isn't taken with the state",
                    "Committer",
                    "if (taken > 0) {",
                    "if (taken > 1) {"),
            inDurableActors(
                    "what a step sends isn't part of it",
                    "Committer",
                    "writes.addAll(commit.writes());",
                    "if (commit.taken() == 0 || commit.writes().size() > 1) { writes.addAll(commit.writes()); }"),
            inDurableActors(
                    "mail that was read is handled again when its event comes",
                    "Activation",
                    "} else if (mailed.receipt().compareTo(known) <= 0) {",
                    "} else if (mailed.receipt().epoch() < 0) {"),
            inDurableActors(
                    "mail that came before the actor was read is forgotten",
                    "Activation",
                    "loadedMail = read.outcome(2).entries().size();",
                    "loadedMail = 0;"),
            inDurableActors(
                    "mail isn't looked for when a shard is taken over",
                    "Shard",
                    """
                    hosting.space().watch(
                        new Operation.Watch(Names.MAIL, label(label), EnumSet.of(EventKind.WRITTEN), null), this::event);
                    catchUp(label);
                    """,
                    """
                    hosting.space().watch(
                        new Operation.Watch(Names.MAIL, label(label), EnumSet.of(EventKind.WRITTEN), null), this::event);
                    """),
            inDurableActors(
                    "an answer is given before the step is safe",
                    "Activation",
                    """
                    Object answer = step.answer();
                    """,
                    """
                    Object answer = step.answer();
                    question.answer.complete(answer);
                    """),
            inDurableActors(
                    "a reminder that was due isn't forgotten",
                    "StepResult",
                    """
                    } else {
                        cancelReminder(reminder.name());
                    }
                    """,
                    """
                    }
                    """),
            inDurableActors(
                    "a message that has failed is passed over",
                    "Activation",
                    "if (failures <= type.retries().most()) {",
                    "if (failures <= 0) {"));

    /// Those about names across processes.
    static final List<PlantedBug> NAMES = List.of(
            inNames(
                    "a name that somebody has is given to another one",
                    "Holder",
                    "holding.address(), names.entry(holding), 0, Wait.NOW);",
                    "holding.address(), names.entry(holding), -1, Wait.NOW);"),
            inNames(
                    "a name outlives the session of its process",
                    "Registry",
                    "WriteOptions life = WriteOptions.DEFAULT.endingWithSession();",
                    "WriteOptions life = WriteOptions.DEFAULT;"),
            inNames(
                    "a name outlives its actor",
                    "Holder",
                    """
                    depart();
                    if (fence != null) {
                    """,
                    """
                    depart();
                    if (fence == null) {
                    """),
            inNames(
                    "a group is looked up where names are",
                    "Registry",
                    "List.of(labels(holding.labels().toArray(String[]::new))),",
                    "List.of(label(\"name\")),"),
            inNames(
                    "one of a group is left out",
                    "SpaceNames",
                    "all.forEach(member -> member.tell(message));",
                    "all.stream().skip(all.size() > 2 ? 1 : 0).forEach(member -> member.tell(message));"),
            inNames(
                    "a message to a process that is gone is sent nevertheless",
                    "Registry",
                    "return batch.requireVersion(container, entry, VERSION);",
                    "return batch;"),
            inNames(
                    "the last of those that wait to be sent goes first",
                    "Outbox",
                    "batch.add(pending.removeFirst());",
                    "batch.add(pending.removeLast());"),
            inNames(
                    "a message overtakes those that are in the post",
                    "NamedRef",
                    "return byPost ? null : names.here(address, type);",
                    "return names.here(address, type);"),
            inNames(
                    "a singleton is tried for once only",
                    "Candidate",
                    "if (signal instanceof Signal.Timeout && closed == null) {",
                    "if (signal instanceof Signal.Timeout && closed != null) {"),
            inNames(
                    "what has come by post is handed over twice",
                    "Locals",
                    """
                    to.deliver(letter, new References(names, letter.answering()));
                    """,
                    """
                    to.deliver(letter, new References(names, letter.answering()));
                    to.deliver(letter, new References(names, letter.answering()));
                    """));
}

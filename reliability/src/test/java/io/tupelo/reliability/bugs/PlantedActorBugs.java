package io.tupelo.reliability.bugs;

import static io.tupelo.reliability.bugs.PlantedBug.inDurableActors;

import java.util.List;

/// Mistakes of the kinds that actors with a store are known for.
final class PlantedActorBugs {
    private PlantedActorBugs() {}

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
}

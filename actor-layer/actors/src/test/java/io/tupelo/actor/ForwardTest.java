package io.tupelo.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Messages that an actor hands on.
class ForwardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private sealed interface Call {
        record Length(String of, ActorRef<Integer> replyTo) implements Call {}

        record Note(String text) implements Call {}

        record Notes(ActorRef<List<String>> replyTo) implements Call {}

        record Crash(ActorRef<Integer> replyTo) implements Call {}
    }

    private final ActorHost host = ActorHost.open();
    private final List<String> notes = new ArrayList<>();
    private final ActorRef<Call> back = host.spawn(ActorSpec.<Call>of(_ -> this::answer));
    private final ActorRef<Call> front = host.spawn(ActorSpec.<Call>of(_ -> this::handOn));

    @AfterEach
    void closeTheHost() {
        host.close();
    }

    private Behavior<Call> answer(Context<Call> context, Call call) {
        switch (call) {
            case Call.Length(String of, var replyTo) -> replyTo.tell(of.length());
            case Call.Note(String text) -> notes.add(text);
            case Call.Notes(var replyTo) -> replyTo.tell(List.copyOf(notes));
            case Call.Crash _ -> throw new IllegalStateException("crashed");
        }
        return this::answer;
    }

    private Behavior<Call> handOn(Context<Call> context, Call call) {
        context.forward(back);
        context.forward(back); // it is handed on already: this does nothing
        return this::handOn;
    }

    @Test
    void aQuestionIsAnsweredByWhomItIsHandedOnTo() {
        assertThat(front.<Integer>ask(replyTo -> new Call.Length("four", replyTo), PATIENCE)).isEqualTo(4);
    }

    @Test
    void aMessageIsHandedOnOnceAndInOrder() {
        front.tell(new Call.Note("a"));
        front.tell(new Call.Note("b"));
        assertThat(front.<List<String>>ask(Call.Notes::new, PATIENCE)).containsExactly("a", "b");
    }

    @Test
    void aQuestionThatWasHandedOnFailsWithTheOneThatHasIt() {
        assertThatThrownBy(() -> front.ask(Call.Crash::new, PATIENCE)).isInstanceOf(AskException.class).hasMessageContaining("crashed");
        assertThatThrownBy(() -> front.<Integer>ask(replyTo -> new Call.Length("late", replyTo), PATIENCE))
                .as("who has handed it on lives, whom it is for doesn't")
                .isInstanceOf(AskException.class);
    }
}

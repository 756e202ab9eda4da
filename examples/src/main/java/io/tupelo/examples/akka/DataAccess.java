package io.tupelo.examples.akka;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Answers from data that are loaded when it begins; until they are there, questions are stashed.
final class DataAccess {
    /// What it accepts.
    sealed interface Message {
        /// A question; what isn't there is answered by an empty string.
        record Get(String key, ActorRef<String> replyTo) implements Message {}

        /// The data have come.
        record Loaded(Map<String, String> data) implements Message {}

        /// They won't.
        record NotLoaded(String why) implements Message {}
    }

    private DataAccess() {}

    /// @param data what it answers from, some time
    static ActorSpec<Message> spec(CompletionStage<Map<String, String>> data) {
        return ActorSpec.of(context -> {
            context.pipe(data, DataAccess::came);
            return DataAccess::receiveLoading;
        });
    }

    private static Message came(@Nullable Map<String, String> data, @Nullable Throwable failure) {
        return data != null ? new Message.Loaded(data) : new Message.NotLoaded(String.valueOf(failure));
    }

    private static Behavior<Message> receiveLoading(Context<Message> context, Message message) {
        return switch (message) {
            case Message.Get _ -> {
                context.stash();
                yield DataAccess::receiveLoading;
            }
            case Message.Loaded(Map<String, String> data) -> {
                context.unstashAll();
                yield new Ready(data);
            }
            case Message.NotLoaded(String why) -> throw new IllegalStateException(why);
        };
    }

    private record Ready(Map<String, String> data) implements Behavior<Message> {
        @Override
        public Behavior<Message> receive(Context<Message> context, Message message) {
            return switch (message) {
                case Message.Get(String key, ActorRef<String> replyTo) -> {
                    replyTo.tell(data.getOrDefault(key, ""));
                    yield this;
                }
                case Message.Loaded(Map<String, String> newer) -> new Ready(newer);
                case Message.NotLoaded _ -> this;
            };
        }
    }
}

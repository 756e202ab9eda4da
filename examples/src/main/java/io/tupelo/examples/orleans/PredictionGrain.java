package io.tupelo.examples.orleans;

import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.ActorTypes;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.StepContext;
import io.tupelo.actor.otp.Call;
import io.tupelo.examples.stage.Stage;
import java.time.Duration;
import java.util.List;

/// Predicts by a model of what was observed. The model is computed when the grain is activated, and a while after observations; in between
/// it is cached. Says what becomes of it.
public final class PredictionGrain implements DurableActor<PredictionGrain.Command, PredictionGrain.Data> {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration REFRESH = Duration.ofMillis(20);

    /// Grains, each with an object while it is in memory.
    public static final ActorType<Command, Data> TYPE =
            ActorType.perActivation("prediction", Command.class, Data.class, PredictionGrain::new).passivatedAfter(IDLE);

    /// What a silo hosts.
    public static final class Types implements ActorTypes {
        /// Makes them.
        public Types() {}

        @Override
        public List<ActorType<?, ?>> types() {
            return List.of(TYPE);
        }
    }

    /// What is kept of one: sums over the points, and how often it was reviewed.
    public record Data(long points, double x, double y, double xx, double xy, long reviews) {
        Data with(double newX, double newY) {
            return new Data(points + 1, x + newX, y + newY, xx + newX * newX, xy + newX * newY, reviews);
        }

        Data reviewed() {
            return new Data(points, x, y, xx, xy, reviews + 1);
        }
    }

    /// What one accepts.
    public sealed interface Command {
        /// A point was observed.
        record Observe(double x, double y) implements Command {}

        /// Tells what the model predicts.
        record Predict(double x) implements Command, Call<Double> {}

        /// The timer: computes the model anew.
        record Refresh() implements Command {}

        /// Reviews the model again and again; tells how often it was.
        record ReviewEvery(long millis) implements Command, Call<Long> {}

        /// The reminder.
        record Review() implements Command {}

        /// Reviews it no more; tells how often it was.
        record StopReviews() implements Command, Call<Long> {}
    }

    private Model model = new Model(0, 0);
    private boolean isTimerSet;

    private PredictionGrain() {}

    @Override
    public Data begin(String key) {
        return new Data(0, 0, 0, 0, 0, 0);
    }

    @Override
    public void activated(String key, Data now) {
        model = Model.of(now);
        Stage.say(key + " is activated: " + model);
    }

    @Override
    public Data receive(StepContext<Command> step, Data now, Command command) {
        switch (command) {
            case Command.Observe(double x, double y) -> {
                if (!isTimerSet) {
                    step.startTimer("refresh", REFRESH, new Command.Refresh());
                    isTimerSet = true;
                }
                return now.with(x, y);
            }
            case Command.Predict(double x) -> step.reply(model.predict(x));
            case Command.Refresh() -> {
                isTimerSet = false;
                model = Model.of(now);
                Stage.say(step.key() + " is refreshed: " + model);
            }
            case Command.ReviewEvery(long millis) -> {
                step.remindEvery("review", Duration.ofMillis(millis), new Command.Review());
                step.reply(now.reviews);
            }
            case Command.Review() -> {
                return now.reviewed();
            }
            case Command.StopReviews() -> {
                step.cancelReminder("review");
                step.reply(now.reviews);
            }
        }
        return now;
    }

    @Override
    public void passivated(String key, Data last) {
        Stage.say(key + " is deactivated: " + model);
    }
}

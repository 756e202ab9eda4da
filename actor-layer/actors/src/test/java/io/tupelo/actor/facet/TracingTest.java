package io.tupelo.actor.facet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.durable.StepContext;
import io.tupelo.actor.otp.Call;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Space;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Traces that go through actors of both kinds.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TracingTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();
    private final ActorHost host = ActorHost.open();

    private sealed interface Message {
        record Front(String traceparent, ActorRef<String> replyTo) implements Message, Traced {}

        record Back(String traceparent, ActorRef<String> replyTo) implements Message, Traced {}

        record Plain(ActorRef<String> replyTo) implements Message {}

        record Crash(String traceparent, ActorRef<String> replyTo) implements Message, Traced {}
    }

    sealed interface Order {
        record Pass(String traceparent, String to) implements Order, Traced, Call<Boolean> {}

        record Passed(String traceparent) implements Order, Traced {}

        record Look() implements Order, Call<Long> {}
    }

    record Seen(long count) {}

    @AfterEach
    void close() {
        host.close();
        telemetry.close();
    }

    private Behavior<Message> receive(Context<Message> context, Message message) {
        switch (message) {
            case Message.Front(var _, var replyTo) -> context.self().tell(new Message.Back(Tracing.current(), replyTo));
            case Message.Back(String traceparent, var replyTo) -> replyTo.tell(traceparent);
            case Message.Plain(var replyTo) -> replyTo.tell(Tracing.current());
            case Message.Crash _ -> throw new IllegalStateException("crashed");
        }
        return this::receive;
    }

    private List<SpanData> awaitSpans(int count) {
        while (spans.getFinishedSpanItems().size() < count) {
            Thread.onSpinWait();
        }
        return spans.getFinishedSpanItems();
    }

    private SpanData span(String name) {
        return spans.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aTraceGoesFromMessageToMessage() {
        ActorRef<Message> actor = host.spawn(ActorSpec.<Message>of(_ -> this::receive).with(new Tracing<>(telemetry)));
        Span root = telemetry.getTracer("test").spanBuilder("root").startSpan();
        try (Scope _ = root.makeCurrent()) {
            String from = Tracing.current();
            assertThat(from).contains(root.getSpanContext().getTraceId());
            actor.<String>ask(replyTo -> new Message.Front(from, replyTo), LONG);
        }
        root.end();
        awaitSpans(3);
        assertThat(span("Front").getParentSpanId()).isEqualTo(root.getSpanContext().getSpanId());
        assertThat(span("Back").getParentSpanId()).isEqualTo(span("Front").getSpanId());
        assertThat(span("Back").getTraceId()).isEqualTo(root.getSpanContext().getTraceId());
    }

    @Test
    void whatComesFromNowhereBeginsATrace() {
        ActorRef<Message> actor = host.spawn(ActorSpec.<Message>of(_ -> this::receive).with(new Tracing<>(telemetry)));
        String within = actor.ask(Message.Plain::new, LONG);
        awaitSpans(1);
        assertThat(within).contains(span("Plain").getSpanId());
        assertThat(span("Plain").getParentSpanContext().isValid()).isFalse();
        actor.<String>ask(replyTo -> new Message.Back("nonsense", replyTo), LONG);
        awaitSpans(2);
        assertThat(span("Back").getParentSpanContext().isValid()).isFalse();
        assertThat(Tracing.current()).as("nothing is left on the thread").isEmpty();
    }

    @Test
    void aFailureIsSeen() {
        ActorRef<Message> actor = host.spawn(ActorSpec.<Message>of(_ -> this::receive).with(new Tracing<>(telemetry)));
        assertThatThrownBy(() -> actor.<String>ask(replyTo -> new Message.Crash("", replyTo), LONG)).hasMessageContaining("crashed");
        SpanData crash = awaitSpans(1).getFirst();
        assertThat(crash.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(crash.getEvents()).singleElement().satisfies(event -> assertThat(event.getName()).isEqualTo("exception"));
    }

    private static final class Passing implements DurableActor<Order, Seen> {
        @Override
        public Seen begin(String key) {
            return new Seen(0);
        }

        @Override
        public Seen receive(StepContext<Order> step, Seen seen, Order order) {
            switch (order) {
                case Order.Pass(var _, String to) -> {
                    step.tell(step.ref(PASSING, to), new Order.Passed(Tracing.current()));
                    step.reply(true);
                }
                case Order.Passed _ -> {}
                case Order.Look() -> step.reply(seen.count);
            }
            return new Seen(seen.count + 1);
        }
    }

    private static final ActorType<Order, Seen> PASSING = ActorType.of("passing", Order.class, Seen.class, new Passing());

    @Test
    void aTraceGoesThroughTheSpace() {
        try (SpaceRuntime runtime = SpaceRuntime.create("traced");
                Space space = Space.over(runtime.port());
                SpaceActors actors = SpaceActors.open(space, host, (_, _) -> {})) {
            actors.host("host", SpaceActors.LEASE, PASSING.with(new Tracing<>(telemetry)));
            actors.ref(PASSING, "a").ask(new Order.Pass("", "b"), LONG);
            awaitSpans(2);
            assertThat(span("Passed").getParentSpanId()).isEqualTo(span("Pass").getSpanId());
        }
    }
}

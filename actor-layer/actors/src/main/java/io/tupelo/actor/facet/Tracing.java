package io.tupelo.actor.facet;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.tupelo.actor.Facet;
import io.tupelo.actor.FacetContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Makes a span of [OpenTelemetry](https://opentelemetry.io) of each message that an actor handles: a child of the one that a [Traced]
/// message comes from, or else of whichever is current. It is current while the message is handled, so what the actor's own code starts is
/// below it. One for each actor, or one for many. Thread-safe.
///
/// OpenTelemetry isn't brought along: who uses this has it.
public final class Tracing<M> implements Facet<M> {
    private static final String TRACEPARENT = "traceparent";
    private static final String NAME = "io.tupelo.actor";
    private static final TextMapGetter<Traced> GETTER = new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable Traced carrier, String key) {
            return carrier != null && key.equals(TRACEPARENT) ? carrier.traceparent() : null;
        }
    };

    private final Tracer tracer;
    /// By actor.
    private final Map<String, Current> current = new ConcurrentHashMap<>();

    private record Current(Span span, Scope scope) {
        void end() {
            scope.close();
            span.end();
        }
    }

    /// Has spans made by the application's OpenTelemetry.
    public Tracing(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer(NAME);
    }

    /// Returns the trace and span that are current on this thread, for [Traced#traceparent]; empty if there are none.
    public static String current() {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), carrier, (_, key, value) -> carrier.put(key, value));
        return carrier.getOrDefault(TRACEPARENT, "");
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // it is closed once the message was handled
    public @Nullable String before(FacetContext at, M message) {
        Context parent = message instanceof Traced traced
                ? W3CTraceContextPropagator.getInstance().extract(Context.current(), traced, GETTER)
                : Context.current();
        Span span = tracer.spanBuilder(message.getClass().getSimpleName())
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("tupelo.actor", at.actor())
                .startSpan();
        current.put(at.actor(), new Current(span, parent.with(span).makeCurrent()));
        return null;
    }

    @Override
    public void after(FacetContext at, M message) {
        Current ends = current.remove(at.actor());
        if (ends != null) {
            ends.end();
        }
    }

    @Override
    public boolean failed(FacetContext at, M message, Throwable failure) {
        Current fails = current.remove(at.actor());
        if (fails != null) {
            fails.span.recordException(failure);
            fails.span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
            fails.end();
        }
        return false;
    }
}

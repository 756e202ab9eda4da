package io.tupelo.protocol;

import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import java.util.List;

/// What goes over a connection. `tupelo.proto` has the same names, and says more.
public sealed interface Frame {
    /// Opens a session.
    ///
    /// @param version the protocol's version
    /// @param space the space's name
    /// @param leaseMillis how long the session outlives its connection, in milliseconds; 0 for the server's default
    record Hello(int version, String space, long leaseMillis) implements Frame {}

    /// Takes up a session again.
    ///
    /// @param version the protocol's version
    /// @param space the space's name
    /// @param session the session's number
    /// @param secret what only server and client know
    /// @param receivedAnswers the highest number of an answer that arrived
    record Resume(int version, String space, long session, long secret, long receivedAnswers) implements Frame {}

    /// Answers Hello and Resume.
    ///
    /// @param session the session's number
    /// @param secret what only server and client know
    /// @param lastNumber the highest number of a request that reached the space
    /// @param limits what the server holds clients to
    record Welcome(long session, long secret, long lastNumber, ServerLimits limits) implements Frame {}

    /// Asks.
    ///
    /// @param acknowledged all answers up to this number have been received
    /// @param requests in the order in which they are to take effect
    record Requests(long acknowledged, List<NumberedRequest> requests) implements Frame {}

    /// Answers.
    ///
    /// @param answers in the order of their numbers
    record Answers(List<NumberedAnswer> answers) implements Frame {}

    /// Tells watches.
    ///
    /// @param events in order
    record Events(List<WatchEvent> events) implements Frame {}

    /// Asks whether the other side is alive.
    record Ping() implements Frame {}

    /// Answers Ping.
    record Pong() implements Frame {}

    /// Ends the session. The server answers with the same, and closes the connection.
    record Goodbye() implements Frame {}

    /// Says why the server closes the connection.
    ///
    /// @param code what kind of failure
    /// @param message a sentence
    record Refused(ErrorCode code, String message) implements Frame {}

    /// Asks for the names of the server's spaces.
    ///
    /// @param version the protocol's version
    record ListSpaces(int version) implements Frame {}

    /// Answers ListSpaces.
    ///
    /// @param names the names
    record Spaces(List<String> names) implements Frame {}

    /// An event and the watch it is for.
    ///
    /// @param number of the request that started the watch
    /// @param event what happened
    record WatchEvent(long number, Event event) {}
}

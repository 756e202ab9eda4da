package io.tupelo.protocol;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import java.util.ArrayList;
import java.util.List;

/// The message `Frame`, without the length in front.
final class FrameBodies {
    private FrameBodies() {}

    static void write(WireWriter out, Frame frame) {
        switch (frame) {
            case Frame.Hello hello -> writeHello(out, hello);
            case Frame.Resume resume -> writeResume(out, resume);
            case Frame.Welcome welcome -> writeWelcome(out, welcome);
            case Frame.Requests requests -> {
                int begun = out.begin(FrameCodec.REQUESTS);
                out.uint(1, requests.acknowledged());
                for (NumberedRequest each : requests.requests()) {
                    OperationCodec.writeRequest(out, 2, each.number(), each.request());
                }
                out.end(begun);
            }
            case Frame.Answers answers -> {
                int begun = out.begin(FrameCodec.ANSWERS);
                answers.answers().forEach(each -> writeAnswer(out, each));
                out.end(begun);
            }
            case Frame.Events events -> {
                int begun = out.begin(FrameCodec.EVENTS);
                events.events().forEach(each -> writeEvent(out, each.number(), each.event()));
                out.end(begun);
            }
            case Frame.Ping _ -> out.empty(7);
            case Frame.Pong _ -> out.empty(8);
            case Frame.Goodbye _ -> out.empty(9);
            case Frame.Refused refused -> {
                int begun = out.begin(10);
                FailureCodec.writeContent(out, refused.code(), refused.message());
                out.end(begun);
            }
            case Frame.ListSpaces list -> {
                int begun = out.begin(11);
                out.uint(1, list.version());
                out.end(begun);
            }
            case Frame.Spaces spaces -> {
                int begun = out.begin(12);
                spaces.names().forEach(name -> out.stringSet(1, name));
                out.end(begun);
            }
        }
    }

    private static void writeHello(WireWriter out, Frame.Hello hello) {
        int begun = out.begin(1);
        out.uint(1, hello.version());
        out.string(2, hello.space());
        out.uint(3, hello.leaseMillis());
        out.end(begun);
    }

    private static void writeResume(WireWriter out, Frame.Resume resume) {
        int begun = out.begin(2);
        out.uint(1, resume.version());
        out.string(2, resume.space());
        out.uint(3, resume.session());
        out.fixed64(4, resume.secret());
        out.uint(5, resume.receivedAnswers());
        out.end(begun);
    }

    private static void writeWelcome(WireWriter out, Frame.Welcome welcome) {
        int begun = out.begin(3);
        out.uint(1, welcome.session());
        out.fixed64(2, welcome.secret());
        out.uint(3, welcome.lastNumber());
        ServerLimits.write(out, 4, welcome.limits());
        out.end(begun);
    }

    static void writeAnswer(WireWriter out, NumberedAnswer answer) {
        int begun = out.begin(1);
        out.uint(1, answer.number());
        out.uint(2, answer.answerNumber());
        switch (answer) {
            case NumberedAnswer.Whole whole -> AnswerCodec.write(out, 3, whole.answer());
            case NumberedAnswer.Part part -> {
                out.raw(4, part.content(), 0, part.content().length);
                out.bool(5, part.more());
            }
        }
        out.end(begun);
    }

    static void writeEvent(WireWriter out, long number, Event event) {
        int begun = out.begin(1);
        out.uint(1, number);
        EntryCodec.writeEvent(out, 2, event);
        out.end(begun);
    }

    static Frame read(WireReader in) {
        Frame frame = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            if (frame != null && field <= 12) {
                throw in.malformed("a frame has one content");
            }
            switch (field) {
                case 1 -> frame = readHello(in);
                case 2 -> frame = readResume(in);
                case 3 -> frame = readWelcome(in);
                case FrameCodec.REQUESTS -> frame = readRequests(in);
                case FrameCodec.ANSWERS -> frame = readAnswers(in);
                case FrameCodec.EVENTS -> frame = readEvents(in);
                case 7 -> {
                    EmptyCodec.read(in, "ping");
                    frame = new Frame.Ping();
                }
                case 8 -> {
                    EmptyCodec.read(in, "pong");
                    frame = new Frame.Pong();
                }
                case 9 -> {
                    EmptyCodec.read(in, "goodbye");
                    frame = new Frame.Goodbye();
                }
                case 10 -> {
                    FailureCodec.Failure refused = FailureCodec.read(in, "refused");
                    frame = new Frame.Refused(refused.code(), refused.message());
                }
                case 11 -> frame = readListSpaces(in);
                case 12 -> frame = readSpaces(in);
                default -> in.skip();
            }
        }
        return in.required(frame, "a frame of a known kind");
    }

    private static int version(int version) {
        if (version != ProtocolLimits.VERSION) {
            throw new ProtocolException(
                    ErrorCode.UNSUPPORTED_VERSION,
                    "this side speaks version " + ProtocolLimits.VERSION + ", the other one " + version);
        }
        return version;
    }

    private static Frame readHello(WireReader in) {
        int entered = in.enter("hello");
        int version = 0;
        String space = "";
        long lease = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> version = version(in.uint32());
                case 2 -> space = in.string();
                case 3 -> lease = in.uint();
                default -> in.skip();
            }
        }
        Frame hello = new Frame.Hello(version(version), in.requiredText(space, "space"), lease);
        in.leave(entered);
        return hello;
    }

    private static Frame readResume(WireReader in) {
        int entered = in.enter("resume");
        int version = 0;
        String space = "";
        long session = 0;
        long secret = 0;
        long received = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> version = version(in.uint32());
                case 2 -> space = in.string();
                case 3 -> session = in.uint();
                case 4 -> secret = in.fixed64();
                case 5 -> received = in.uint();
                default -> in.skip();
            }
        }
        Frame resume =
                new Frame.Resume(version(version), in.requiredText(space, "space"), session, secret, received);
        in.leave(entered);
        return resume;
    }

    private static Frame readWelcome(WireReader in) {
        int entered = in.enter("welcome");
        long session = 0;
        long secret = 0;
        long last = 0;
        ServerLimits limits = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> session = in.uint();
                case 2 -> secret = in.fixed64();
                case 3 -> last = in.uint();
                case 4 -> limits = ServerLimits.read(in);
                default -> in.skip();
            }
        }
        Frame welcome = new Frame.Welcome(session, secret, last, in.required(limits, "limits"));
        in.leave(entered);
        return welcome;
    }

    private static Frame readRequests(WireReader in) {
        int entered = in.enter("requests");
        long acknowledged = 0;
        List<NumberedRequest> requests = List.of();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> acknowledged = in.uint();
                case 2 -> requests = Lists.with(requests, OperationReader.readRequest(in));
                default -> in.skip();
            }
        }
        in.leave(entered);
        return new Frame.Requests(acknowledged, Lists.closed(requests));
    }

    private static Frame readAnswers(WireReader in) {
        int entered = in.enter("answers");
        List<NumberedAnswer> answers = List.of();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                answers = Lists.with(answers, readAnswer(in));
            } else {
                in.skip();
            }
        }
        in.leave(entered);
        return new Frame.Answers(Lists.closed(answers));
    }

    private static NumberedAnswer readAnswer(WireReader in) {
        int entered = in.enter("answers");
        long number = 0;
        long answerNumber = 0;
        Answer answer = null;
        byte[] part = null;
        boolean more = false;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> number = in.uint();
                case 2 -> answerNumber = in.uint();
                case 3 -> answer = AnswerCodec.read(in, "answer");
                case 4 -> part = in.bytes();
                case 5 -> more = in.bool();
                default -> in.skip();
            }
        }
        if (number == 0 || answerNumber == 0 || (answer == null) == (part == null)) {
            throw in.malformed("number, answer_number, and either answer or part are needed");
        }
        in.leave(entered);
        return part != null
                ? new NumberedAnswer.Part(number, answerNumber, part, more)
                : new NumberedAnswer.Whole(number, answerNumber, in.required(answer, "answer"));
    }

    private static Frame readEvents(WireReader in) {
        int entered = in.enter("events");
        List<Frame.WatchEvent> events = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                events.add(readWatchEvent(in));
            } else {
                in.skip();
            }
        }
        in.leave(entered);
        return new Frame.Events(Lists.closed(events));
    }

    private static Frame.WatchEvent readWatchEvent(WireReader in) {
        int entered = in.enter("events");
        long number = 0;
        Event event = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> number = in.uint();
                case 2 -> event = EntryCodec.readEvent(in);
                default -> in.skip();
            }
        }
        Frame.WatchEvent watched = new Frame.WatchEvent(number, in.required(event, "event"));
        in.leave(entered);
        return watched;
    }

    private static Frame readListSpaces(WireReader in) {
        int entered = in.enter("list_spaces");
        int version = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                version = in.uint32();
            } else {
                in.skip();
            }
        }
        Frame list = new Frame.ListSpaces(version(version));
        in.leave(entered);
        return list;
    }

    private static Frame readSpaces(WireReader in) {
        int entered = in.enter("spaces");
        List<String> names = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                names.add(in.string());
            } else {
                in.skip();
            }
        }
        in.leave(entered);
        return new Frame.Spaces(List.copyOf(names));
    }
}

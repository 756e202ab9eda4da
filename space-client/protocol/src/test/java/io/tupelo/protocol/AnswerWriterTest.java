package io.tupelo.protocol;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Receipt;
import io.tupelo.tuple.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerWriterTest {
    private static final int BLOB_BYTES = 200_000;
    private static final Receipt RECEIPT = new Receipt(1, 2, 3);

    private static List<Frame> written(int entries) {
        Entry entry = new Entry(1, 1, tuple(Bytes.of(new byte[BLOB_BYTES])), List.of(), 1, 0, 0);
        WireWriter out = new WireWriter(64);
        AnswerWriter writer = new AnswerWriter(out);
        writer.answer(1, 1, new Answer.Found(RECEIPT, Collections.nCopies(entries, entry), 0));
        writer.answer(2, 2, new Answer.Done(RECEIPT));
        writer.close();
        List<Frame> frames = new ArrayList<>();
        new FrameBuffer().add(out.array(), 0, out.size(), frames::add);
        return frames;
    }

    private static List<Answer> put(List<Frame> frames) {
        AnswerParts parts = new AnswerParts();
        List<Answer> answers = new ArrayList<>();
        for (Frame frame : frames) {
            for (NumberedAnswer next : ((Frame.Answers) frame).answers()) {
                Answer answer = parts.add(next);
                if (answer != null) {
                    answers.add(answer);
                }
            }
        }
        return answers;
    }

    @Test
    void aLargeAnswerIsPutTogetherAgain() {
        List<Answer> answers = put(written(100));
        assertThat(((Answer.Found) answers.getFirst()).entries()).hasSize(100);
        assertThat(answers.getLast()).isInstanceOf(Answer.Done.class);
    }

    @Test
    void anAnswerThatItsReaderWouldRefuseBecomesAFailure() {
        int tooMany = ProtocolLimits.ANSWER_BYTES_MAX / BLOB_BYTES + 1;
        List<Answer> answers = put(written(tooMany));
        assertThat(((Answer.Failed) answers.getFirst()).code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(answers.getLast()).isInstanceOf(Answer.Done.class);
    }
}

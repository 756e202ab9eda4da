package io.tupelo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private final Completion completion = new Completion(() -> List.of("jobs", "done"));

    @Test
    void theFirstWordIsACommand() {
        assertThat(completion.words("ta")).contains("take", "exit").hasSize(CommandName.values().length);
    }

    @Test
    void thenComesAContainer() {
        assertThat(completion.words("take j")).containsExactly("jobs", "done");
        assertThat(completion.words("move jobs ")).containsExactly("jobs", "done");
        assertThat(completion.words("create ")).doesNotContain("jobs");
    }

    @Test
    void aNameThatIsNoWordStandsInQuotes() {
        Completion odd = new Completion(() -> List.of("a-1", "a b", "\"", "ä"));
        assertThat(odd.words("take ")).containsExactly("a-1", "\"a b\"", "\"\\\"\"", "ä");
    }

    @Test
    void thenComesWhatTheCommandTakes() {
        assertThat(completion.words("take jobs ")).contains("fifo", "key=", "where", "count=", "wait=").doesNotContain("ttl=");
        assertThat(completion.words("write jobs (1) ")).contains("label=", "ttl=").doesNotContain("fifo", "where");
        assertThat(completion.words("create jobs ")).contains("fifo", "linda", "bounded=", "durability=");
        assertThat(completion.words("help t")).contains("take");
        assertThat(completion.words("stats ")).isEmpty();
        assertThat(completion.words("nonsense ")).isEmpty();
    }
}

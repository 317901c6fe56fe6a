package org.latents.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import org.junit.jupiter.api.Test;

class TaskResultTest {
    @Test
    void aSuccessGivesItsValue() {
        assertThat(new TaskResult.Success<>(42).get()).isEqualTo(42);
    }

    @Test
    void anUncheckedCauseIsThrownAsItIs() {
        ArithmeticException cause = new ArithmeticException("planted");
        assertThatThrownBy(() -> new TaskResult.Failure<>(cause).get()).isSameAs(cause);
    }

    @Test
    void anErrorIsThrownAsItIs() {
        AssertionError cause = new AssertionError("planted");
        assertThatThrownBy(() -> new TaskResult.Failure<>(cause).get()).isSameAs(cause);
    }

    @Test
    void aCheckedCauseIsWrapped() {
        assertThatThrownBy(() -> new TaskResult.Failure<>(new FileNotFoundException("a.nwb")).get())
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("a.nwb");
    }
}

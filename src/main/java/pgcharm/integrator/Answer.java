package pgcharm.integrator;

import java.util.Map;

/// How an action ended.
sealed interface Answer {
    /// @param values keys may be nested with dots
    record Results(Map<String, String> values) implements Answer {
        public Results {
            values = Map.copyOf(values);
        }

        @Override
        public String toString() {
            return "Results" + values.keySet();
        }
    }

    /// @param sentence for the person who ran it
    record Failure(String sentence) implements Answer {}
}

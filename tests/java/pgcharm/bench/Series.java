package pgcharm.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import pgcharm.local.run.HookRun;

/// Several runs of one kind of hook.
record Series(List<HookRun> runs) {
    Series {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    double wallMillis() {
        return quantile(0.5, HookRun::wallMillis);
    }

    /// A quarter of the runs was faster.
    double lowMillis() {
        return quantile(0.25, HookRun::wallMillis);
    }

    /// A quarter of the runs was slower.
    double highMillis() {
        return quantile(0.75, HookRun::wallMillis);
    }

    /// The mean: the kernel tells a single run's to a hundredth of a second only.
    double cpuMillis() {
        return runs.stream().mapToDouble(HookRun::cpuMillis).average().orElseThrow();
    }

    double megabytes() {
        return runs.stream().mapToLong(HookRun::peakKilobytes).max().orElseThrow() / 1000.0;
    }

    int tools() {
        return (int) quantile(0.5, run -> run.calls().size());
    }

    private double quantile(double share, ToDoubleFunction<HookRun> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

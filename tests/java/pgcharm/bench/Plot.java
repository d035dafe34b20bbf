package pgcharm.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Results as an SVG: the wall time of each hook as a bar with its quartiles, its goal as a stroke; below, what the
/// number of relations costs, both axes logarithmic.
final class Plot {
    private static final int WIDTH = 760;
    private static final int LEFT = 270;
    private static final int RIGHT = 700;
    private static final int ROW = 30;
    private static final int TOP = 50;
    private static final int CURVES = 260;

    private final Results results;
    private final List<String> shapes = new ArrayList<>();

    private Plot(Results results) {
        this.results = results;
    }

    static String of(Results results) {
        Plot plot = new Plot(results);
        plot.bars();
        int bars = TOP + ROW * Event.values().length + 30;
        int height = results.scales().size() < 2 ? bars : plot.curves(bars + 40);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + height
                + "\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\""
                + " fill=\"white\"/>\n" + String.join("\n", plot.shapes) + "\n</svg>\n";
    }

    private void bars() {
        double nothing = results.of(Event.NOTHING).wallMillis();
        double most = 0;
        for (Event event : Event.values()) {
            most = Math.max(
                    most, Math.max(results.of(event).highMillis(), event.goal().ratio() * nothing));
        }
        double scale = (RIGHT - LEFT) / most;
        text(20, 25, "start", "Wall time of a hook in ms; the stroke is the goal");
        int y = TOP;
        for (Event event : Event.values()) {
            Series series = results.of(event);
            double end = LEFT + series.wallMillis() * scale;
            text(LEFT - 10, y + 14, "end", event.title());
            rectangle(LEFT, y, end - LEFT, event == Event.NOTHING ? "#999999" : "#336791");
            line(LEFT + series.lowMillis() * scale, y + 10, LEFT + series.highMillis() * scale, y + 10, "black");
            text(LEFT + series.highMillis() * scale + 6, y + 14, "start", "%.0f".formatted(series.wallMillis()));
            if (event != Event.NOTHING) {
                double goal = LEFT + event.goal().ratio() * nothing * scale;
                line(goal, y - 4, goal, y + 24, "#cc0000");
            }
            y += ROW;
        }
    }

    private int curves(int top) {
        text(20, top - 15, "start", "Wall time in ms by number of relations");
        curve(top, "relation-changed", "#336791", Scale::changed);
        curve(top, "update-status", "#2a7d2a", Scale::updateStatus);
        curve(top, "config-changed", "#b35900", Scale::sweep);
        for (Scale scale : results.scales()) {
            text(x(scale), top + CURVES + 18, "middle", Integer.toString(scale.relations()));
        }
        for (double millis = 100; millis <= most(); millis *= 10) {
            double y = y(top, millis);
            line(LEFT - 190, y, RIGHT - 100, y, "#dddddd");
            text(LEFT - 196, y + 4, "end", "%.0f".formatted(millis));
        }
        return top + CURVES + 40;
    }

    private void curve(int top, String name, String colour, Function<Scale, Series> figure) {
        List<String> points = new ArrayList<>();
        for (Scale scale : results.scales()) {
            double y = y(top, figure.apply(scale).wallMillis());
            points.add("%.1f,%.1f".formatted(x(scale), y));
            shapes.add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>".formatted(x(scale), y, colour));
        }
        shapes.add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>"
                .formatted(String.join(" ", points), colour));
        Scale last = results.scales().getLast();
        text(x(last) + 8, y(top, figure.apply(last).wallMillis()) + 4, "start", name);
    }

    private double x(Scale scale) {
        double most = Math.log(results.scales().getLast().relations());
        return 80 + (RIGHT - 100 - 80) * (most == 0 ? 0 : Math.log(scale.relations()) / most);
    }

    private double y(int top, double millis) {
        double share = (Math.log(millis) - Math.log(50)) / (Math.log(most()) - Math.log(50));
        return top + CURVES * (1 - share);
    }

    private double most() {
        double most = 1000;
        for (Scale scale : results.scales()) {
            most = Math.max(
                    most,
                    Math.max(scale.sweep().wallMillis(), scale.updateStatus().wallMillis()));
        }
        return most;
    }

    private void rectangle(double x, double y, double width, String colour) {
        shapes.add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"20\" fill=\"%s\"/>"
                .formatted(x, y, width, colour));
    }

    private void line(double x1, double y1, double x2, double y2, String colour) {
        shapes.add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"2\"/>"
                .formatted(x1, y1, x2, y2, colour));
    }

    private void text(double x, double y, String anchor, String text) {
        shapes.add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>".formatted(x, y, anchor, text));
    }
}

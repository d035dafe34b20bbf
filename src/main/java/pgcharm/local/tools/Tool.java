package pgcharm.local.tools;

import java.util.function.Function;

/// One hook tool: the flags it knows, and what it does; the body's value is its standard output.
record Tool(Flags flags, Function<Invocation, String> body) {}

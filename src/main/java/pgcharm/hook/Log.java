package pgcharm.hook;

/// Lines for the Juju log. Juju logs what a hook prints; an action stays silent, because there what is printed becomes
/// part of the results.
@FunctionalInterface
interface Log {
    void line(String text);
}

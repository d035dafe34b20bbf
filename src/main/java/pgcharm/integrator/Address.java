package pgcharm.integrator;

/// @param host without the brackets of an IPv6 address
record Address(String host, String port) {
    private static final String DEFAULT_PORT = "5432";

    /// @param text `host:port` or a host alone; an IPv6 address with a port stands in brackets
    static Address of(String text) {
        int colon = text.lastIndexOf(':');
        boolean portGiven = colon >= 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
        String host = portGiven ? text.substring(0, colon) : text;
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new Address(
                bracketed ? host.substring(1, host.length() - 1) : host,
                portGiven ? text.substring(colon + 1) : DEFAULT_PORT);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

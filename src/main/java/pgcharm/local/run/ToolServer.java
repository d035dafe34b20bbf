package pgcharm.local.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import pgcharm.local.tools.HookTools;
import pgcharm.local.tools.ToolAnswer;
import pgcharm.local.tools.ToolCall;

/// Answers the hook tools of one running hook, on the loopback address, to callers who know its token. Calls may come
/// at the same time; they are worked on one after another.
final class ToolServer implements AutoCloseable {
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final ServerSocket socket;
    private final String token;
    private final String contextId;
    private final HookTools tools;
    private final Watch watch;
    private final List<ToolRecord> calls = new ArrayList<>();
    private final long began = System.nanoTime();
    private volatile boolean closed;

    /// What looks on, and may end the hook.
    interface Watch {
        /// Before the answer goes out: says what to do once the caller has it.
        Optional<Runnable> answered(ToolRecord call, int count);
    }

    /// The caller's standard input is needed and not there yet.
    private static final class InputNeeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InputNeeded() {
            super("input needed", null, false, false);
        }
    }

    /// @param address the file that tells the tools where to call
    ToolServer(Path address, String contextId, HookTools tools, Watch watch) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
        this.contextId = contextId;
        this.tools = tools;
        this.watch = watch;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Files.deleteIfExists(address);
        Files.createFile(address, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(address, socket.getLocalPort() + " " + token + "\n");
        Thread.ofPlatform().daemon().name("hook-tools").start(this::serve);
    }

    List<ToolRecord> calls() {
        oneAtATime.lock();
        try {
            return List.copyOf(calls);
        } finally {
            oneAtATime.unlock();
        }
    }

    /// No call gets through any more.
    void refuse() {
        closed = true;
    }

    @Override
    public void close() {
        refuse();
        try {
            socket.close();
        } catch (IOException _) {
            // Nothing is lost: the hook has ended.
        }
    }

    private void serve() {
        while (!closed) {
            try {
                Socket caller = socket.accept();
                Thread.ofPlatform().daemon().name("hook-tool").start(() -> serve(caller));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            caller.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(caller.getInputStream());
            List<String> words = read(in);
            if (words.isEmpty()) {
                return;
            }
            Optional<Runnable> after = answer(words, in, caller.getOutputStream());
            if (after.isPresent()) {
                caller.shutdownOutput();
                in.transferTo(OutputStream.nullOutputStream());
                after.get().run();
            }
        } catch (IOException _) {
            // The caller has gone: nobody waits for the answer.
        }
    }

    private Optional<Runnable> answer(List<String> words, InputStream in, OutputStream out) throws IOException {
        long start = System.nanoTime();
        try {
            return run(words, Optional.empty(), start, out);
        } catch (InputNeeded _) {
            out.write("stdin\n".getBytes(StandardCharsets.US_ASCII));
            int length = Integer.parseInt(line(in));
            String input = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            return run(words, Optional.of(input), start, out);
        }
    }

    private Optional<Runnable> run(List<String> words, Optional<String> input, long start, OutputStream out)
            throws IOException {
        oneAtATime.lock();
        try {
            if (closed) {
                return Optional.empty();
            }
            ToolAnswer answer = call(words, input);
            double millis = (System.nanoTime() - start) / 1e6;
            ToolRecord call = new ToolRecord(
                    words.get(1),
                    words.subList(3, words.size()),
                    input.orElse(""),
                    answer.exit(),
                    answer.stdout(),
                    answer.stderr(),
                    (start - began) / 1e6,
                    millis);
            calls.add(call);
            Optional<Runnable> after = watch.answered(call, calls.size());
            closed |= after.isPresent();
            write(answer, out);
            return after;
        } finally {
            oneAtATime.unlock();
        }
    }

    private ToolAnswer call(List<String> words, Optional<String> input) {
        if (!words.getFirst().equals(contextId)) {
            return new ToolAnswer(
                    1,
                    "",
                    "ERROR bad request: expected context id \"" + contextId + "\", got \"" + words.getFirst() + "\"\n");
        }
        return tools.run(new ToolCall(
                words.get(1),
                words.subList(3, words.size()),
                Path.of(words.get(2)),
                () -> input.orElseThrow(InputNeeded::new)));
    }

    private static void write(ToolAnswer answer, OutputStream out) throws IOException {
        byte[] stdout = answer.stdout().getBytes(StandardCharsets.UTF_8);
        byte[] stderr = answer.stderr().getBytes(StandardCharsets.UTF_8);
        byte[] head =
                (answer.exit() + " " + stdout.length + " " + stderr.length + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + stdout.length + stderr.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(stdout, 0, all, head.length, stdout.length);
        System.arraycopy(stderr, 0, all, head.length + stdout.length, stderr.length);
        out.write(all);
        out.flush();
    }

    /// The caller's words, or none if it does not know the token.
    private List<String> read(InputStream in) throws IOException {
        String[] head = line(in).split(" ", -1);
        boolean known =
                MessageDigest.isEqual(head[0].getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        if (!known || head.length < 4) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (int i = 1; i < head.length; i++) {
            words.add(new String(in.readNBytes(Integer.parseInt(head[i])), StandardCharsets.UTF_8));
        }
        return words;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}

package pgcharm.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import pgcharm.local.charm.CharmFiles;
import pgcharm.local.server.EmbeddedServer;

/// Gives each scenario a [World] of its own: a fresh model, in which the provider serves from the server that all
/// scenarios share.
///
/// The model is the local one, or the program that the system property `jmodel` names.
public final class InJuju implements ParameterResolver {
    /// Lines of postgresql.conf of every server here: what happens on it can be read in its log.
    static final List<String> LOGGING =
            List.of("log_connections = on", "log_statement = 'all'", "shared_preload_libraries = 'pg_stat_statements'");

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(InJuju.class);
    private static final Path WORK = Path.of("target/scenarios").toAbsolutePath();

    /// The provider is deployed and knows no server yet; no hook has run.
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Unattached {}

    private record Shared(EmbeddedServer server, Onlooker onlooker) implements AutoCloseable {
        static Shared start() {
            EmbeddedServer server = Servers.start("shared", LOGGING);
            return new Shared(server, Onlooker.of(Login.superuser(server, "postgres")));
        }

        @Override
        public void close() {
            onlooker.close();
            server.stop();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(World.class);
    }

    @Override
    public World resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared = context.getRoot().getStore(OURS).computeIfAbsent("server", _ -> Shared.start(), Shared.class);
        World world = start(context, shared);
        world.deployProvider();
        if (!parameter.isAnnotated(Unattached.class)) {
            world.attach();
            world.settle();
        }
        return world;
    }

    private static World start(ExtensionContext context, Shared shared) {
        try {
            Files.createDirectories(WORK);
            Path directory = Files.createTempDirectory(WORK, "model");
            context.getStore(OURS).put(directory, (AutoCloseable) () -> CharmFiles.delete(directory));
            String program = System.getProperty("jmodel", "");
            JujuModel model =
                    program.isEmpty() ? LocalModel.in(directory) : JsonLinesModel.in(directory, Path.of(program));
            World world = new World(model, shared.server());
            context.getStore(OURS).put(world, world);
            context.getStore(OURS).put("leaks of " + directory, new LeakWatch(world, shared.onlooker()));
            return world;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for the model", e);
        }
    }
}

package pgcharm;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The rooms and what each may use. A room that is not in the table does not exist.
final class RoomsTest {
    private static final String JDK = "java..";
    private static final String NULLNESS = "org.jspecify.annotations";
    private static final String JSON = "pgcharm.json";
    private static final String JDBC = "org.postgresql..";
    private static final String TLS = "javax.net.ssl..";
    private static final String KUBERNETES = "io.fabric8..";
    private static final String YAML = "org.snakeyaml.engine..";
    private static final String HTTP = "org.apache.hc..";
    private static final String CERTIFICATES = "org.bouncycastle..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("pgcharm");

    static Stream<Arguments> rooms() {
        return Stream.of(
                /* { room, may use } */
                room("access", JDK),
                room("json", JDK),
                room("wire", JDK, JSON, "pgcharm.access"),
                room("juju", JDK, JSON),
                room("postgres", JDK, TLS, JDBC, JSON, "pgcharm.access"),
                room("integrator", JDK, JSON, "pgcharm.juju", "pgcharm.wire"),
                room("workload", JDK, TLS, JSON, YAML, HTTP, CERTIFICATES, KUBERNETES, "pgcharm.access"),
                room("workload.container", JDK, "pgcharm.workload.pebble"),
                room("workload.kubernetes", JDK, TLS, KUBERNETES, "pgcharm.workload"),
                room("workload.patroni", JDK, TLS, JSON, YAML, HTTP, "pgcharm.access", "pgcharm.workload"),
                room("workload.pebble", JDK, JSON, YAML, HTTP),
                room("workload.tls", JDK, TLS, CERTIFICATES),
                room("server", JDK, "pgcharm.access", "pgcharm.juju", "pgcharm.postgres", "pgcharm.workload"),
                room(
                        "hook",
                        JDK,
                        "pgcharm.access",
                        "pgcharm.juju",
                        "pgcharm.postgres",
                        "pgcharm.server",
                        "pgcharm.workload",
                        "pgcharm.wire",
                        JSON));
    }

    private static Arguments room(String room, String... mayUse) {
        return Arguments.of(room, List.of(mayUse));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void usesOnlyTheRoomsBelowIt(String room, List<String> mayUse) {
        String own = "pgcharm." + room + "..";
        String[] allowed = Stream.concat(
                        Stream.of(own, NULLNESS), mayUse.stream().map(RoomsTest::withSubpackages))
                .toArray(String[]::new);
        classes()
                .that(resideInAPackage(own))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void coreHasNoSideEffects() {
        noClasses()
                .that(resideInAnyPackage("pgcharm.access..", "pgcharm.json..", "pgcharm.wire.."))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.io..", "java.net.http..", "java.nio.file..", "java.sql.."))
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void nothingInTheCharmUsesTheLocalModel() {
        noClasses()
                .that(resideOutsideOfPackage("pgcharm.local.."))
                .should()
                .dependOnClassesThat(resideInAPackage("pgcharm.local.."))
                .check(CLASSES);
    }

    @Test
    void noRoomCallsBack() {
        slices().matching("pgcharm.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyClassHasARoom() {
        classes()
                .that(resideOutsideOfPackage("pgcharm"))
                .should()
                .resideInAnyPackage(Stream.concat(Stream.of("pgcharm.local.."), rooms().map(RoomsTest::packageOf))
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static String packageOf(Arguments room) {
        return "pgcharm." + room.get()[0] + "..";
    }

    private static String withSubpackages(String name) {
        return name.endsWith("..") ? name : name + "..";
    }
}

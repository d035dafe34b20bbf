package pgcharm.workload;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pgcharm.workload.container.ContainerFacts;
import pgcharm.workload.container.Programs;
import pgcharm.workload.patroni.Image;
import pgcharm.workload.patroni.PatroniLayer;
import pgcharm.workload.patroni.Places;
import pgcharm.workload.pebble.FileOwner;
import pgcharm.workload.pebble.Pebble;
import pgcharm.workload.pebble.Plan;
import pgcharm.workload.pebble.ServiceState;

/// A unit's container as it is.
///
/// @param files contents by path, of the files that matter and exist
/// @param services by name
record ObservedContainer(
        Map<String, String> files, Plan plan, Map<String, ServiceState> services, ContainerFacts facts, Image image) {
    private static final List<String> OWN_FILES =
            List.of(Places.PATRONI_YML, Places.CERTIFICATE, Places.PRIVATE_KEY, Places.AUTHORITY, ImageFile.PATH);

    sealed interface Observation {
        record Fit(ObservedContainer container) implements Observation {}

        /// @param why no member can run in a container of this image
        record Unfit(String why) implements Observation {}
    }

    /// Three requests; more where the image is not known yet.
    ///
    /// @throws pgcharm.workload.pebble.PebbleException when the container cannot be looked into
    static Observation observe(Pebble pebble) {
        Map<String, String> files = pebble.read(
                Stream.concat(ContainerFacts.FILES.stream(), OWN_FILES.stream()).toList());
        Plan plan = pebble.plan();
        Map<String, ServiceState> services = pebble.services();
        ContainerFacts facts = ContainerFacts.of(files);
        Optional<Image> known = plan.services().contains(PatroniLayer.PATRONI)
                ? ImageFile.read(files.getOrDefault(ImageFile.PATH, ""))
                : Optional.empty();
        if (known.isPresent()) {
            return new Observation.Fit(new ObservedContainer(files, plan, services, facts, known.get()));
        }
        Optional<FileOwner> user = facts.postgres();
        if (user.isEmpty()) {
            return new Observation.Unfit(
                    "the image has no user to run PostgreSQL as: none of " + String.join(", ", ContainerFacts.USERS));
        }
        return switch (Programs.lookUp(pebble, facts.path())) {
            case Programs.LookUp.Missing(String text) -> new Observation.Unfit(text);
            case Programs.LookUp.Found(Programs programs) ->
                new Observation.Fit(new ObservedContainer(files, plan, services, facts, image(programs, user.get())));
        };
    }

    private static Image image(Programs programs, FileOwner user) {
        return new Image(programs.patroni(), programs.postgresBin(), programs.exporter(), user.user(), user.group());
    }

    FileOwner owner() {
        return new FileOwner(image.user(), image.group());
    }
}

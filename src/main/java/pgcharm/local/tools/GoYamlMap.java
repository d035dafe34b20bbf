package pgcharm.local.tools;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import pgcharm.local.model.ModelException;

/// A YAML mapping of texts, read as the Go library does: scalars keep their spelling.
final class GoYamlMap {
    private GoYamlMap() {}

    /// @param type the Go type that complaints name
    static Map<String, String> read(String text, String type) {
        // Go's reader has no limit of its own
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(true)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        Node root;
        try {
            Composer composer = new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)));
            if (!composer.hasNext()) {
                return Map.of();
            }
            root = composer.next();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new ModelException("yaml: line " + line + ": did not find expected ',' or '}'");
        } catch (YamlEngineException e) {
            throw new ModelException("yaml: " + e.getMessage());
        }
        if (root instanceof MappingNode mapping) {
            return entries(mapping);
        }
        if (root instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
            return Map.of();
        }
        throw unfit(root, type);
    }

    private static Map<String, String> entries(MappingNode mapping) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            entries.put(scalar(entry.getKeyNode()), scalar(entry.getValueNode()));
        }
        return entries;
    }

    private static String scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
        }
        throw unfit(node, "string");
    }

    private static ModelException unfit(Node node, String type) {
        String found = switch (node) {
            case SequenceNode _ -> "!!seq";
            case ScalarNode scalar -> "!!str `" + scalar.getValue() + "`";
            default -> "!!map";
        };
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        return new ModelException(
                "yaml: unmarshal errors:\n  line " + line + ": cannot unmarshal " + found + " into " + type);
    }
}

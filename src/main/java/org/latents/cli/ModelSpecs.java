package org.latents.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.latents.store.ModelSpec;

/** Finds a model specification: a file, or one that comes with the program. */
final class ModelSpecs {
    private ModelSpecs() {}

    /**
     * Returns a specification.
     *
     * @param nameOrFile path of a YAML file, or a name such as {@code poisson-lds}
     * @throws InputException if there is neither
     */
    static ModelSpec find(String nameOrFile) throws IOException {
        Path path = Path.of(nameOrFile);
        if (Files.isRegularFile(path)) {
            return ModelSpec.read(path);
        }
        if (nameOrFile.matches("[a-z0-9][a-z0-9-]*")) {
            String resource = "/models/" + nameOrFile + ".yaml";
            try (InputStream in = ModelSpecs.class.getResourceAsStream(resource)) {
                if (in != null) {
                    return ModelSpec.parse(
                            Path.of(nameOrFile + ".yaml"), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        throw new InputException("--model " + nameOrFile
                + ": there is no such file, and no model of this name comes with the program (see models/)");
    }
}

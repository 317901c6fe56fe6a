package org.latents.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.observation.Likelihood;

final class CatalogTest {
    /** A kind whose plug-ins are declared by the tests themselves. */
    public interface Plugin extends Named {}

    /** One plug-in. */
    public static final class Beta implements Plugin {
        @Override
        public String name() {
            return "beta";
        }
    }

    /** Another plug-in. */
    public static final class Alpha implements Plugin {
        @Override
        public String name() {
            return "alpha";
        }
    }

    /** A plug-in whose name is taken. */
    public static final class SecondAlpha implements Plugin {
        @Override
        public String name() {
            return "alpha";
        }
    }

    @TempDir
    private Path folder;

    @Test
    void bothLikelihoodsAreFoundByName() {
        Catalog<Likelihood> catalog = Catalog.of(Likelihood.class);
        assertThat(catalog.all()).extracting(Likelihood::name).contains("negbin", "poisson");
        assertThat(catalog.get("poisson").hasShape()).isFalse();
        assertThat(catalog.get("negbin").hasShape()).isTrue();
    }

    @Test
    void entriesAreOrderedByNameWhateverTheOrderOfTheFile() throws IOException {
        Catalog<Plugin> catalog = declared(Beta.class, Alpha.class);
        assertThat(catalog.all()).extracting(Plugin::name).containsExactly("alpha", "beta");
        assertThat(catalog.find("beta")).containsInstanceOf(Beta.class);
        assertThat(catalog.find("gamma")).isEmpty();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNamesThereAre() throws IOException {
        Catalog<Plugin> catalog = declared(Beta.class, Alpha.class);
        assertThatThrownBy(() -> catalog.get("gamma"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Plugin 'gamma' is not known; there are alpha, beta");
    }

    @Test
    void twoPluginsOfOneNameAreAnError() {
        assertThatThrownBy(() -> declared(Alpha.class, SecondAlpha.class))
                .isInstanceOf(ServiceConfigurationError.class)
                .hasMessageContaining("SecondAlpha")
                .hasMessageContaining("are both named alpha");
    }

    @Test
    void theCatalogueCannotBeChanged() throws IOException {
        Catalog<Plugin> catalog = declared(Alpha.class);
        assertThatThrownBy(() -> catalog.all().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private Catalog<Plugin> declared(Class<?>... plugins) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        StringBuilder lines = new StringBuilder();
        for (Class<?> plugin : plugins) {
            lines.append(plugin.getName()).append('\n');
        }
        Files.writeString(services.resolve(Plugin.class.getName()), lines);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return Catalog.of(Plugin.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}

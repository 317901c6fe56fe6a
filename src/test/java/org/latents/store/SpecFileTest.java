package org.latents.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latents.store.ResolvedConfig.Origin;
import org.latents.store.ResolvedConfig.Setting;

class SpecFileTest {
    private static final Path FILE = Path.of("my.yaml");
    private static final List<String> KNOWN = List.of("latents", "bin", "likelihood", "units");

    @Test
    void valuesAreReadAsTheyWouldBeTyped() {
        SpecFile spec = parse("latents: 4 # comment\nbin: 10ms\nlikelihood: [poisson, negbin]\nunits: \"rate>0.5\"\n");

        assertThat(spec.get("latents")).contains("4");
        assertThat(spec.get("bin")).contains("10ms");
        assertThat(spec.get("likelihood")).contains("poisson,negbin");
        assertThat(spec.get("units")).contains("rate>0.5");
        assertThat(spec.entries().get("units").line()).isEqualTo(4);
    }

    @Test
    void anUnknownKeyIsRefusedWithItsLineAndTheNearestKnownOne() {
        expect("latents: 4\n\nlatnets: 5\n", "my.yaml: line 3", "unknown key 'latnets'", "did you mean 'latents'?");
        expect("colour: red\n", "line 1", "unknown key 'colour'", "known keys are bin, latents, likelihood, units");
    }

    @Test
    void aClassCannotBeNamed() {
        expect("latents: !!javax.script.ScriptEngineManager [x]\n", "tags");
        expect("!!java.net.URL\nlatents: 4\n", "tags");
    }

    @Test
    void aliasesAreRefused() {
        expect("latents: &a [1, 2]\nbin: *a\n", "line 2", "aliases");
        expect("latents: &a [x]\nbin: [*a, *a, *a]\n", "line 2", "aliases");
    }

    @Test
    void whatIsNotAFlatListOfSettingsIsRefused() {
        expect("latents: 4\nlatents: 5\n", "latents");
        expect("- a\n- b\n", "expected lines such as");
        expect("latents: {a: {b: 1}}\n", "'latents'");
        expect("latents: [[1]]\n", "'latents'");
        expect("latents:\n", "'latents' has no value");
        expect("latents: [1, 2\n", "my.yaml", "is not YAML");
        expect("a: ".repeat(5000), "my.yaml");
    }

    @Test
    void aGroupHoldsKeysOfItsOwn() {
        List<String> known = List.of("latents", "priors.rate", "priors.frequency");
        SpecFile spec = SpecFile.parse(FILE, "latents: 4\npriors:\n  rate: 5 # spikes/s\n  frequency: 1\n", known);

        assertThat(spec.get("priors.rate")).contains("5");
        assertThat(spec.entries().get("priors.frequency").line()).isEqualTo(4);
        assertThatThrownBy(() -> SpecFile.parse(FILE, "priors:\n  rat: 5\n", known))
                .hasMessageContaining("line 2")
                .hasMessageContaining("did you mean 'priors.rate'?");
        assertThatThrownBy(() -> SpecFile.parse(FILE, "priors: 5\n", known)).hasMessageContaining("a group of keys");
        assertThatThrownBy(() -> SpecFile.parse(FILE, "priors:\n  rate: 5\n  rate: 6\n", known))
                .hasMessageContaining("rate");
    }

    @Test
    void anEmptyFileHasNoSettings() {
        assertThat(parse("").entries()).isEmpty();
        assertThat(parse("# nothing\n").entries()).isEmpty();
    }

    @Test
    void aResolvedConfigurationReadsBackAsItWas() {
        List<String> values = List.of(
                "4",
                "1e-6",
                "10ms",
                "rate>0.5 && quality=='good'",
                "a\"b\\c",
                "no",
                "null",
                "-0.2s..0.8s",
                "x: y",
                " ",
                "@f");
        for (String value : values) {
            ResolvedConfig config = new ResolvedConfig(List.of(
                    new Setting("units", value, Origin.COMMAND_LINE), new Setting("latents", "5", Origin.DEFAULT)));

            SpecFile back = parse(config.text());

            assertThat(back.get("units")).contains(value);
            assertThat(back.get("latents")).contains("5");
        }
    }

    @Test
    void aResolvedConfigurationTellsWhereEachValueCameFrom() {
        ResolvedConfig config = new ResolvedConfig(List.of(
                new Setting("latents", "5", Origin.DEFAULT),
                new Setting("bin", "10ms", Origin.FILE),
                new Setting("units", "rate>1", Origin.COMMAND_LINE)));

        assertThat(config.text())
                .contains("latents: {value: 5, from: default}")
                .contains("bin: {value: \"10ms\", from: file}")
                .contains("units: {value: \"rate>1\", from: command line}");
    }

    @Test
    void aModelSpecificationHoldsItsSettings() {
        ModelSpec spec = ModelSpec.parse(
                FILE, "name: n\npurpose: p\nreference: r\nlikelihood: negbin\nlatents: 3\ntolerance: 1e-5\n");

        assertThat(spec.name()).isEqualTo("n");
        assertThat(spec.setting("likelihood")).contains("negbin");
        assertThat(spec.setting("latents")).contains("3");
        assertThat(spec.setting("bin")).isEmpty();
        assertThatThrownBy(() -> ModelSpec.parse(FILE, "name: n\npurpose: p\n"))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("'reference' is missing");
    }

    private static SpecFile parse(String text) {
        return SpecFile.parse(FILE, text, KNOWN);
    }

    private static void expect(String text, String... words) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(FileFormatException.class)
                .message()
                .contains(words);
    }
}

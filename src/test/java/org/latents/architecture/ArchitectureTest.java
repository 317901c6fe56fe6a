package org.latents.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The production code keeps the rules; {@link PlantedViolationsTest} shows that each rule finds what it is for. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.latents");

    static Map<String, ArchRule> rules(String root) {
        Rules rules = new Rules(root);
        return Map.ofEntries(
                Map.entry("layers point down", rules.layersPointDown()),
                Map.entry("every package has a layer", rules.everyPackageHasALayer()),
                Map.entry("packages are free of cycles", rules.packagesAreFreeOfCycles()),
                Map.entry("edge packages are independent", rules.edgePackagesAreIndependent()),
                Map.entry("libraries are confined", rules.librariesAreConfined()),
                Map.entry("routines see only arrays", rules.routinesSeeOnlyArrays()),
                Map.entry("vector code is reached only by name", rules.vectorCodeIsReachedOnlyByName()),
                Map.entry("static fields do not change", rules.staticFieldsDoNotChange()),
                Map.entry("only the command line prints", rules.onlyTheCommandLinePrints()),
                Map.entry("randomness comes from seeds", rules.randomnessComesFromSeeds()),
                Map.entry("nothing reflects", rules.nothingReflects()));
    }

    @TestFactory
    Stream<DynamicTest> productionCodeKeepsTheRules() {
        return rules("org.latents").entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> rule.getValue().allowEmptyShould(true).check(CLASSES)));
    }

    @Test
    void productionClassesWereFound() {
        assertThat(CLASSES.contain("org.latents.model.Model")).isTrue();
        assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
    }
}

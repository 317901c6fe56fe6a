package org.latents.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule reports exactly the classes of the package {@code planted} that break it. */
class PlantedViolationsTest {
    private static final String ROOT = "org.latents.architecture.planted";

    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(ROOT);

    private static final Map<String, Set<String>> OFFENDERS = Map.ofEntries(
            Map.entry("layers point down", Set.of("linalg.ReachesUp")),
            Map.entry("every package has a layer", Set.of("misc.Utils")),
            Map.entry("edge packages are independent", Set.of("report.ReadsJson")),
            Map.entry("libraries are confined", Set.of("report.ReadsJson", "model.SeesAnUnlistedLibrary")),
            Map.entry("routines see only arrays", Set.of("compute.Routine")),
            Map.entry("vector code is reached only by name", Set.of("compute.Routine")),
            Map.entry("static fields do not change", Set.of("data.Counter")),
            Map.entry("only the command line prints", Set.of("data.Prints")),
            Map.entry("randomness comes from seeds", Set.of("observation.Draws", "observation.Draws$Shared")),
            Map.entry("nothing reflects", Set.of("fit.Reflects")));

    @TestFactory
    Stream<DynamicTest> eachRuleFindsItsOffendersAndNoOthers() {
        Map<String, ArchRule> rules = ArchitectureTest.rules(ROOT);
        return OFFENDERS.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(offenders(rules.get(entry.getKey()))).isEqualTo(entry.getValue())));
    }

    @Test
    void aCycleInsideALayerIsFound() {
        List<String> details = details(ArchitectureTest.rules(ROOT).get("packages are free of cycles"));
        assertThat(details).anyMatch(text -> text.contains("math") && text.contains("random"));
    }

    @Test
    void everyRuleHasAnOffender() {
        Set<String> planted = new TreeSet<>(OFFENDERS.keySet());
        planted.add("packages are free of cycles");
        assertThat(planted).isEqualTo(new TreeSet<>(ArchitectureTest.rules(ROOT).keySet()));
    }

    @Test
    void onlyTheStaticFieldsThatChangeAreNamed() {
        List<String> details = details(ArchitectureTest.rules(ROOT).get("static fields do not change"));
        assertThat(details)
                .hasSize(3)
                .anyMatch(text -> text.contains("Counter.EXPOSED"))
                .anyMatch(text -> text.contains("Counter.COUNT"))
                .anyMatch(text -> text.contains("Counter.calls"));
    }

    private static Set<String> offenders(ArchRule rule) {
        Pattern name = Pattern.compile(Pattern.quote(ROOT) + "\\.([a-z.]+\\.[A-Z][A-Za-z]+(?:\\$[A-Z][A-Za-z]+)?)");
        Set<String> found = new TreeSet<>();
        for (String detail : details(rule)) {
            Matcher matcher = name.matcher(detail);
            assertThat(matcher.find()).as(detail).isTrue();
            found.add(matcher.group(1));
        }
        return found;
    }

    private static List<String> details(ArchRule rule) {
        return rule.evaluate(CLASSES).getFailureReport().getDetails();
    }
}

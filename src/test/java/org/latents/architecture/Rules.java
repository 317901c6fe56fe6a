package org.latents.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of src/site/markdown/architecture.md for the packages below a root package. */
record Rules(String root) {
    /** From the top down; a layer sees only those after it. */
    private static final Map<String, List<String>> LAYERS = layers();

    private static final Set<String> MUTABLE_TYPES = Set.of(
            "java.lang.StringBuilder",
            "java.lang.ThreadLocal",
            "java.util.ArrayList",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.TreeMap",
            "java.util.BitSet",
            "java.util.Random");

    private static Map<String, List<String>> layers() {
        Map<String, List<String>> layers = new LinkedHashMap<>();
        layers.put("edge", List.of("cli", "report", "store", "cluster"));
        layers.put("judgement", List.of("calibration", "diagnostic", "evaluation"));
        layers.put("inference", List.of("fit", "inference", "smoothing"));
        layers.put("model", List.of("model", "observation", "dynamics"));
        layers.put("data", List.of("recording", "data"));
        layers.put("foundation", List.of("linalg", "compute", "math", "random", "execution", "catalog"));
        return layers;
    }

    ArchRule layersPointDown() {
        LayeredArchitecture rule =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        List<String> above = new ArrayList<>();
        for (Map.Entry<String, List<String>> layer : LAYERS.entrySet()) {
            rule = rule.layer(layer.getKey()).definedBy(below(layer.getValue()));
            rule = above.isEmpty()
                    ? rule.whereLayer(layer.getKey()).mayNotBeAccessedByAnyLayer()
                    : rule.whereLayer(layer.getKey()).mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
            above.add(layer.getKey());
        }
        return rule;
    }

    ArchRule everyPackageHasALayer() {
        List<String> known = LAYERS.values().stream().flatMap(List::stream).toList();
        return classes().that().resideInAPackage(root + "..").should().resideInAnyPackage(below(known));
    }

    ArchRule packagesAreFreeOfCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /** The edge packages do not lean on each other, except that the command line calls them all. */
    ArchRule edgePackagesAreIndependent() {
        return classes().that().resideInAnyPackage(below(LAYERS.get("edge"))).should(notSeeOtherEdges());
    }

    ArchRule librariesAreConfined() {
        return classes().that().resideInAPackage(root + "..").should(Libraries.onlySeeTheirLibraries(root));
    }

    ArchRule routinesSeeOnlyArrays() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".compute..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..")
                        .and(DescribedPredicate.not(resideInAPackage(root + ".compute.."))));
    }

    ArchRule vectorCodeIsReachedOnlyByName() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".compute.vector..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".compute.vector..")
                .because("a machine without the vector module must be able to link everything else");
    }

    ArchRule staticFieldsDoNotChange() {
        return fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should(notChange());
    }

    ArchRule onlyTheCommandLinePrints() {
        return noClasses().that().resideOutsideOfPackage(root + ".cli..").should(ACCESS_STANDARD_STREAMS);
    }

    ArchRule randomnessComesFromSeeds() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)"
                        + "|java\\.util\\.random\\..*")
                .orShould()
                .callMethod(Math.class, "random");
    }

    /** Nothing is loaded or called by name, except where compute chooses its routines. */
    ArchRule nothingReflects() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".compute..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.reflect\\.(?!Array$).*")
                .orShould()
                .callMethodWhere(target(nameMatching("forName|getDeclared.*|getMethods?|getFields?|getConstructors?"))
                        .and(target(owner(assignableTo(Class.class)))));
    }

    private ArchCondition<JavaClass> notSeeOtherEdges() {
        return new ArchCondition<>("not see another edge package, unless it is the command line") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                String own = Libraries.section(root, item);
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    String other = target.getPackageName().startsWith(root) ? Libraries.section(root, target) : own;
                    if (!own.equals("cli")
                            && !own.equals(other)
                            && LAYERS.get("edge").contains(other)) {
                        events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private String[] below(List<String> sections) {
        return sections.stream().map(section -> root + "." + section + "..").toArray(String[]::new);
    }

    private static ArchCondition<JavaField> notChange() {
        return new ArchCondition<>("not change") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
                boolean isPrivate = field.getModifiers().contains(JavaModifier.PRIVATE);
                JavaClass type = field.getRawType();
                boolean exposedArray = type.isArray() && !isPrivate;
                boolean mutable = MUTABLE_TYPES.contains(type.getName())
                        || type.getPackageName().startsWith("java.util.concurrent");
                if (!isFinal || exposedArray || mutable) {
                    events.add(SimpleConditionEvent.violated(
                            field, field.getFullName() + " is static and can change: " + type.getName()));
                }
            }
        };
    }
}

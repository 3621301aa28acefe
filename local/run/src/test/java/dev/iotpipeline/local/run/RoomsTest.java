package dev.iotpipeline.local.run;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The main code is a house of rooms. This says which room may use which. */
class RoomsTest {

  private static final String PROJECT = "dev.iotpipeline.";
  private static final String[] AWS = {"software.amazon..", "com.amazonaws.."};

  /** Each room with the rooms that it may use besides itself. */
  private static final Map<String, List<String>> ROOMS =
      Map.ofEntries(
          Map.entry("telemetry", List.of()),
          Map.entry("aws", List.of()),
          Map.entry("cli", List.of("telemetry", "aws")),
          Map.entry("consumer", List.of("telemetry", "aws")),
          Map.entry("alert", List.of("telemetry", "aws")),
          Map.entry("fleet", List.of("telemetry", "aws")),
          Map.entry("simulator", List.of("telemetry", "aws", "cli")),
          Map.entry("redrive", List.of("telemetry", "aws", "cli")),
          Map.entry("local.aws", List.of("aws")),
          Map.entry("dynamodblocal", List.of()),
          Map.entry(
              "local.run",
              List.of(
                  "telemetry",
                  "aws",
                  "cli",
                  "consumer",
                  "alert",
                  "fleet",
                  "simulator",
                  "local.aws")));

  private static final List<String> NAMES = List.copyOf(ROOMS.keySet());

  private static final JavaClasses MAIN = mainCode();

  private static JavaClasses mainCode() {
    // The name of a class that is not ours is enough here; to read it takes seconds.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(location -> !location.contains("-tests.jar"))
        .importPackages("dev.iotpipeline");
  }

  @Test
  void everyClassIsInARoom() {
    classes().should().resideInAnyPackage(packages(NAMES)).check(MAIN);
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("NAMES")
  void aRoomUsesOnlyItselfAndWhatItMay(String room) {
    List<String> allowed = new ArrayList<>(ROOMS.get(room));
    allowed.add(room);
    noClasses()
        .that(resideInAnyPackage(packages(List.of(room))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(PROJECT + ".").and(resideOutsideOfPackages(packages(allowed))))
        .check(MAIN);
  }

  @Test
  void noPackageUsesAnotherInACircle() {
    slices().matching(PROJECT + "(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void whatAReadingIsDoesNotDependOnAws() {
    noClasses()
        .that(resideInAnyPackage(packages(List.of("telemetry"))))
        .should()
        .dependOnClassesThat(resideInAnyPackage(AWS))
        .check(MAIN);
  }

  @Test
  void staticFieldsAreFinalAndNoThreadsOrLocks() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .andShould()
        .notHaveRawType(resideInAnyPackage("java.util.concurrent.."))
        .check(MAIN);
  }

  private static String[] packages(List<String> rooms) {
    return rooms.stream().map(room -> PROJECT + room + "..").toArray(String[]::new);
  }
}

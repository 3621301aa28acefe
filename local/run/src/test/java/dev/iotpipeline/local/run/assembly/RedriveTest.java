package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.faults.CallSite;
import dev.iotpipeline.local.run.faults.Fault;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.verdict.DeadLetters;
import dev.iotpipeline.local.run.verdict.RunSummary;
import dev.iotpipeline.redrive.RedriveCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What was given up while something was broken is put back once it is repaired. */
class RedriveTest {

  private static final String READING =
      """
      {"device_id":"door-1","timestamp":"2026-11-23T10:15:30+00:00","temperature":21.5,\
      "humidity":48,"pressure":1003}""";

  private static DynamoDbLocalProcess dynamoDb;

  private final Breakage breakage = new Breakage();
  private final StringWriter out = new StringWriter();

  @BeforeAll
  static void startDatabase() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
  }

  @AfterAll
  static void endDatabase() {
    dynamoDb.close();
  }

  @Test
  void alertsThatWereGivenUpAreSentOnceHoweverOftenTheyArePutBack() {
    try (DrivenPipeline run = start(CallSite.NOTIFY)) {
      run.publish(Fleets.hostile()).run();
      RunSummary broken = run.summary();
      assertThat(broken.alertsMissed()).isEqualTo(broken.alertsExpected()).isGreaterThan(5);
      assertThat(broken.deadLetters()).isEqualTo(new DeadLetters(0, broken.alertsExpected()));
      breakage.repair();

      assertThat(redrive(run, "alerts")).isZero();
      assertThat(out.toString()).contains(broken.alertsMissed() + " alerts listed. Nothing was");
      assertThat(redrive(run, "alerts --send --limit 3")).isZero();
      run.run();
      assertThat(run.summary().alertsSent()).isEqualTo(3);
      assertThat(redrive(run, "alerts --send")).isZero();
      run.run();

      assertThat(run.summary().isClean()).as("%s%n%s", run.summary(), run.log()).isTrue();
      assertThat(run.summary().deadLetters()).isEqualTo(DeadLetters.NONE);
    }
  }

  @Test
  void anAlertThatIsPutBackAlthoughItWasSentIsNotSentAgain() {
    try (DrivenPipeline run = start(CallSite.COUNT)) {
      run.publish(Fleets.hostile()).run();
      assertThat(run.summary().alertsMissed()).isZero();
      assertThat(run.summary().deadLetters().alerts()).isEqualTo(run.summary().alertsExpected());
      breakage.repair();

      assertThat(redrive(run, "alerts --send")).isZero();
      run.run();

      assertThat(run.summary().alertsRepeated()).isZero();
      assertThat(run.summary().isClean()).as("%s%n%s", run.summary(), run.log()).isTrue();
    }
  }

  @Test
  void recordsThatWereGivenUpAreStoredAndAlertedAndQuarantined() {
    try (DrivenPipeline run = start(CallSite.WRITE_READINGS, CallSite.QUARANTINE)) {
      // Each of five retries tries until its time is up.
      run.publish(Fleets.hostile()).run(Duration.ofHours(1));
      RunSummary broken = run.summary();
      assertThat(broken.stored()).isZero();
      assertThat(broken.lost() + broken.notQuarantined()).isEqualTo(broken.published());
      assertThat(broken.notQuarantined()).isPositive();
      assertThat(broken.deadLetters().batches()).isPositive();
      breakage.repair();

      assertThat(redrive(run, "batches --send")).isZero();
      run.run(Duration.ofHours(1));

      RunSummary repaired = run.summary();
      assertThat(repaired.isClean()).as("%s%n%s", repaired, run.log()).isTrue();
      assertThat(repaired.rejected()).isPositive();
      assertThat(repaired.deadLetters()).isEqualTo(DeadLetters.NONE);
    }
  }

  /** As if the contract had been stricter: the first record's row is that of a valid reading. */
  @Test
  void aQuarantinedRecordThatIsAcceptedByNowIsPutBackAndTheOthersStay() {
    try (DrivenPipeline run = start()) {
      run.publish(Fleets.hostile()).run();
      long rejected = run.summary().rejected();
      Map<String, AttributeValue> row =
          new HashMap<>(run.pipeline.tables().rejected().iterator().next());
      row.put("payload", AttributeValue.fromB(SdkBytes.fromUtf8String(READING)));
      run.pipeline
          .tables()
          .client()
          .putItem(put -> put.tableName(run.pipeline.tables().names().rejected()).item(row));

      String table = " --table " + run.pipeline.tables().names().rejected();
      assertThat(redrive(run, "quarantine" + table)).isZero();
      assertThat(out.toString()).contains(rejected + " records listed, " + (rejected - 1) + " of");
      assertThat(redrive(run, "quarantine --send" + table)).isEqualTo(1);
      run.run();

      assertThat(run.readings()).containsKey("door-1 2026-11-23T10:15:30.000000000Z");
      assertThat(run.quarantined()).hasSize((int) rejected - 1);
    }
  }

  private DrivenPipeline start(CallSite... broken) {
    breakage.sites = Set.of(broken);
    return new DrivenPipeline(dynamoDb.uri(), DrivenPipeline.settings(10), breakage);
  }

  private int redrive(DrivenPipeline run, String arguments) {
    String line =
        "%s --local --kinesis-port %d --dynamodb-port %d"
            .formatted(arguments, run.pipeline.kinesisUri().getPort(), dynamoDb.uri().getPort());
    PrintWriter screen = new PrintWriter(out, true);
    return new RedriveCommand().execute(screen, screen, line.split(" "));
  }

  /** Some calls fail, until they are repaired. */
  private static final class Breakage implements FaultPlan {

    private volatile Set<CallSite> sites = Set.of();

    void repair() {
      sites = Set.of();
    }

    @Override
    public Optional<Fault> next(CallSite site, String event) {
      return sites.contains(site) ? Optional.of(Fault.SERVER_ERROR) : Optional.empty();
    }
  }
}

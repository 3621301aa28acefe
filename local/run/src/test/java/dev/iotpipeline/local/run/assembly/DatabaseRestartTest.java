package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.faults.CallSite;
import dev.iotpipeline.local.run.faults.Fault;
import dev.iotpipeline.local.run.faults.FaultPlan;
import dev.iotpipeline.local.run.verdict.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database is killed in the middle of a run and comes back with what it had on disk. */
class DatabaseRestartTest {

  /** More than one call tries several times, and fewer than they try before they give up. */
  private static final int FAILING_CALLS = 5;

  @TempDir private Path folder;

  @ParameterizedTest(name = "killed before {0}")
  @EnumSource(names = {"WRITE_READINGS", "QUARANTINE", "CLAIM_ALERT", "MARK_NOTIFIED"})
  void nothingIsLostOrSentTwice(CallSite where) throws IOException {
    try (DynamoDbLocalProcess dynamoDb = DynamoDbLocalProcess.start(0, folder);
        DrivenPipeline undisturbed = start(dynamoDb, FaultPlan.NONE);
        DrivenPipeline disturbed = start(dynamoDb, new Outage(dynamoDb, where))) {
      ProcessHandle first = dynamoDb.handle();
      undisturbed.publish(Fleets.hostile()).run();
      disturbed.publish(Fleets.hostile()).run();
      assertThat(dynamoDb.handle()).as("it was restarted").isNotEqualTo(first);
      RunSummary summary = disturbed.summary();
      assertThat(summary.isClean()).as("%s%n%s", summary, disturbed.log()).isTrue();
      assertThat(summary.alertsRepeated()).isZero();
      assertThat(disturbed.readings()).isEqualTo(undisturbed.readings());
      assertThat(disturbed.quarantined()).isEqualTo(undisturbed.quarantined());
    }
  }

  private static DrivenPipeline start(DynamoDbLocalProcess dynamoDb, FaultPlan faults) {
    return new DrivenPipeline(dynamoDb.uri(), DrivenPipeline.settings(10), faults);
  }

  /** Kills the database before the third call of a kind, and starts it some calls later. */
  private static final class Outage implements FaultPlan {

    private final DynamoDbLocalProcess dynamoDb;
    private final CallSite where;
    private final AtomicInteger calls = new AtomicInteger();

    Outage(DynamoDbLocalProcess dynamoDb, CallSite where) {
      this.dynamoDb = dynamoDb;
      this.where = where;
    }

    @Override
    public synchronized Optional<Fault> next(CallSite site, String event) {
      if (site == where) {
        int call = calls.incrementAndGet();
        try {
          if (call == 3) {
            dynamoDb.kill();
          } else if (call == 3 + FAILING_CALLS) {
            dynamoDb.restart();
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return Optional.empty();
    }
  }
}

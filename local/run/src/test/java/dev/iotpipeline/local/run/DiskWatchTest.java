package dev.iotpipeline.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {

  @TempDir private Path folder;
  private long free = Long.MAX_VALUE;
  private final DiskWatch disks = new DiskWatch(path -> path.startsWith(folder) ? free : 1 << 30);

  @Test
  void aFullDiskIsNamedWithWhatIsWrittenThere() {
    disks.add("--log", Path.of("log"));
    disks.add("--data", folder);
    disks.add("--truth", null);
    assertThat(disks.complaint()).isEmpty();

    free = 1024 * 1024 - 1;

    assertThat(disks.complaint()).hasValue("the disk of --data is full: " + folder);
  }

  @Test
  void theDiskForRecordsIsFullWhileOthersStillHaveRoom() {
    disks.add("--data", folder);
    disks.addForRecords("temporary files", folder);
    free = 16 * 1024 * 1024 - 1;

    assertThat(disks.complaint()).hasValue("the disk of temporary files is full: " + folder);
  }

  @Test
  void aFileThatDoesNotExistYetIsWrittenWhereItsFolderIs() {
    disks.add("--log", folder.resolve("log"));
    free = 0;

    assertThat(disks.complaint()).hasValueSatisfying(line -> assertThat(line).contains("--log"));
  }

  @Test
  void aDiskThatDoesNotTellIsNotCalledFull() {
    DiskWatch silent =
        new DiskWatch(
            path -> {
              throw new IOException("unknown");
            });
    silent.add("--data", folder);

    assertThat(silent.complaint()).isEmpty();
  }
}

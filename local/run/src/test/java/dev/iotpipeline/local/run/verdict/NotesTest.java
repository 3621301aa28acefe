package dev.iotpipeline.local.run.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesTest {

  @TempDir private Path folder;
  private final List<Throwable> failures = new ArrayList<>();

  private static byte[] text(int number) {
    return ("note " + number).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, List<Note>> all(Notes notes) {
    Map<String, List<Note>> all = new HashMap<>();
    IntStream.range(0, Notes.PARTS).forEach(part -> notes.read(part, all));
    return all;
  }

  @Test
  void notesOfAKeyComeBackInTheirOrderFromDiskAndFromMemory() throws IOException {
    try (Notes notes = new Notes(folder, failures::add)) {
      for (int i = 0; i < 100_000; i++) {
        notes.add("key " + i % 1_000, Note.Kind.FOUND, text(i));
      }

      Map<String, List<Note>> all = all(notes);

      assertThat(all).hasSize(1_000);
      assertThat(all.get("key 7"))
          .extracting(Note::body)
          .hasSize(100)
          .startsWith(text(7), text(1_007));
      assertThat(all.get("key 7")).extracting(Note::kind).containsOnly(Note.Kind.FOUND);
      assertThat(all(notes)).as("again").hasSize(1_000);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).as("what is left behind").isEmpty();
    }
  }

  @Test
  void aNoteMayBeLongerThanABlock() {
    byte[] body = new byte[100_000];
    body[99_999] = 1;
    try (Notes notes = new Notes(folder, failures::add)) {
      notes.add("key", Note.Kind.FOUND, body);

      assertThat(all(notes).get("key")).extracting(Note::body).containsExactly(body);
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsTold() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (Notes notes = new Notes(file.resolve("no folder"), failures::add)) {
      assertThatThrownBy(() -> notes.add("key", Note.Kind.FOUND, new byte[100_000]))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("cannot keep the evidence of the run in " + file);
    }
    assertThat(failures).hasSize(1);
  }
}

package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.run.verdict.RunSummary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Somebody who changes one thing in a table of a run, asks for the verdict, and puts it back.
 *
 * @param run whose verdict is good
 * @param table the table's name
 * @param key the attributes of the table's key
 * @param finding how the verdict calls what is wrong in this table
 */
record Tampering(DrivenPipeline run, String table, List<String> key, String finding) {

  /** The key of an index is a text. */
  private static final String INDEXED = "silence_slot";

  private static final AttributeValue NOTHING = AttributeValue.fromNul(true);

  /** Removes, changes and empties each attribute, and adds one. */
  void changeEveryAttribute(Map<String, AttributeValue> item) {
    item.forEach(
        (attribute, value) -> {
          if (key.contains(attribute)) {
            return;
          }
          for (Map<String, AttributeValue> changed : changes(item, attribute)) {
            assertThatItIsNamed(item, changed, attribute);
          }
          if (value.hasM()) {
            changeEveryAttributeIn(item, attribute);
          }
        });
    assertThatItIsNamed(item, with(item, "note", AttributeValue.fromS("x")), "note");
    assertThatTheVerdictIsGood();
  }

  private static List<Map<String, AttributeValue>> changes(
      Map<String, AttributeValue> item, String attribute) {
    AttributeValue value = item.get(attribute);
    List<Map<String, AttributeValue>> changes = new ArrayList<>();
    changes.add(without(item, attribute));
    changes.add(with(item, attribute, other(value)));
    if (!attribute.equals(INDEXED) && value.type() != NOTHING.type()) {
      changes.add(with(item, attribute, NOTHING));
    }
    return changes;
  }

  /** The attributes of a map, and of the maps in it. */
  private void changeEveryAttributeIn(Map<String, AttributeValue> item, String attribute) {
    Map<String, AttributeValue> map = item.get(attribute).m();
    map.forEach(
        (name, value) -> {
          List<Map<String, AttributeValue>> changed = new ArrayList<>();
          changed.add(without(map, name));
          if (value.hasM()) {
            value
                .m()
                .forEach(
                    (inner, text) ->
                        changed.add(
                            with(
                                map,
                                name,
                                AttributeValue.fromM(with(value.m(), inner, larger(text))))));
          } else {
            changed.add(with(map, name, larger(value)));
          }
          for (Map<String, AttributeValue> each : changed) {
            assertThatItIsNamed(item, with(item, attribute, AttributeValue.fromM(each)), name);
          }
        });
  }

  /** Says of an item, but for its key, what the change makes of it. */
  void change(Map<String, AttributeValue> item, String attribute, AttributeValue value) {
    assertThatItIsNamed(item, with(item, attribute, value), attribute);
    assertThatTheVerdictIsGood();
  }

  void remove(Map<String, AttributeValue> item) {
    delete(item);
    assertThatItSays(run.summary(), finding);
    put(item);
    assertThatTheVerdictIsGood();
  }

  /** Adds an item that differs from another in one attribute of its key. */
  void add(Map<String, AttributeValue> like, String attribute, String value) {
    Map<String, AttributeValue> added = with(like, attribute, AttributeValue.fromS(value));
    put(added);
    assertThatItSays(run.summary(), finding);
    delete(added);
    assertThatTheVerdictIsGood();
  }

  private void assertThatItIsNamed(
      Map<String, AttributeValue> item, Map<String, AttributeValue> changed, String attribute) {
    put(changed);
    try {
      RunSummary summary = run.summary();
      assertThatItSays(summary, finding);
      assertThat(summary.findings()).as(attribute).allMatch(found -> found.contains(attribute));
    } finally {
      put(item);
    }
  }

  void assertThatTheVerdictIsGood() {
    assertThat(run.summary().isClean()).as("%s", run.summary()).isTrue();
  }

  static void assertThatItSays(RunSummary summary, String finding) {
    assertThat(summary.isClean()).as("%s", summary).isFalse();
    assertThat(summary.findings()).anyMatch(found -> found.startsWith(finding));
  }

  private DynamoDbClient client() {
    return run.pipeline.tables().client();
  }

  private void put(Map<String, AttributeValue> item) {
    client().putItem(put -> put.tableName(table).item(item));
  }

  private void delete(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> where = new HashMap<>(item);
    where.keySet().retainAll(Set.copyOf(key));
    client().deleteItem(delete -> delete.tableName(table).key(where));
  }

  static Map<String, AttributeValue> with(
      Map<String, AttributeValue> item, String attribute, AttributeValue value) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    changed.put(attribute, value);
    return changed;
  }

  private static Map<String, AttributeValue> without(
      Map<String, AttributeValue> item, String attribute) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    changed.remove(attribute);
    return changed;
  }

  /** By more than rounding. */
  private static AttributeValue larger(AttributeValue value) {
    return value.n() == null ? other(value) : AttributeValue.fromN(incremented(value.n()));
  }

  private static String incremented(String number) {
    return new BigDecimal(number).add(BigDecimal.ONE).toString();
  }

  /** Another value of the same type, as near as can be. */
  private static AttributeValue other(AttributeValue value) {
    return switch (value.type()) {
      case N -> AttributeValue.fromN(value.n() + (value.n().contains(".") ? "1" : ".1"));
      case S -> AttributeValue.fromS(value.s() + "x");
      case BOOL -> AttributeValue.fromBool(!value.bool());
      case NUL -> AttributeValue.fromS("x");
      case L -> AttributeValue.fromL(List.of(AttributeValue.fromS("x")));
      case M -> AttributeValue.fromM(Map.of("x", NOTHING));
      default -> {
        byte[] bytes = value.b().asByteArray();
        bytes[0]++;
        yield AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
      }
    };
  }
}

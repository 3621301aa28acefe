package dev.iotpipeline.local.aws.lambda.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** Numbers as people write them: {@code 4}, {@code 1..10}, {@code 1 3 5}. */
final class Numbers {

  private Numbers() {}

  static String text(List<Integer> numbers) {
    int first = numbers.get(0);
    int last = numbers.get(numbers.size() - 1);
    boolean isRange = last - first == numbers.size() - 1;
    if (isRange && numbers.size() > 1) {
      return first + ".." + last;
    }
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}

package dev.iotpipeline.local.aws.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A test that calls AWS itself, with the credentials and the region of the SDK's default chain. It
 * costs money, so it runs only with {@code -Daws.contract=real}. It creates what it needs under a
 * name of its own, and deletes that in the end.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("real-aws")
@EnabledIfSystemProperty(named = "aws.contract", matches = "real")
public @interface AgainstRealAws {}

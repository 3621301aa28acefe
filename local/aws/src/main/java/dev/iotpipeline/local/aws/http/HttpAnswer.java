package dev.iotpipeline.local.aws.http;

import java.util.Map;

/**
 * What is answered.
 *
 * @param status the HTTP status
 * @param headers by name
 * @param body may be empty
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {}

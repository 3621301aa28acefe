package dev.iotpipeline.benchmarks.powertools;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.iotpipeline.benchmarks.baselines.ArticleLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import software.amazon.lambda.powertools.batch.BatchMessageHandlerBuilder;
import software.amazon.lambda.powertools.batch.handler.BatchMessageHandler;

/** The article's work for each record, handed to Powertools' batch utility with 32 threads. */
public final class PowertoolsBatch implements RequestHandler<KinesisEvent, StreamsEventResponse> {

  private final ArticleLoop article = new ArticleLoop();
  private final Executor threads = Executors.newFixedThreadPool(32);
  private final BatchMessageHandler<KinesisEvent, StreamsEventResponse> batches =
      new BatchMessageHandlerBuilder()
          .withKinesisBatchHandler()
          .buildWithRawMessageHandler(article::handle);

  @Override
  public StreamsEventResponse handleRequest(KinesisEvent event, Context context) {
    return batches.processBatchInParallel(event, context, threads);
  }
}

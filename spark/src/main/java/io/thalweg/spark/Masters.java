package io.thalweg.spark;

import io.thalweg.support.Require;
import java.io.File;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;

/**
 * Settings of Spark for a master. Where it is on this machine, no other machine reaches its ports.
 *
 * <pre>{@code
 * try (JavaSparkContext spark = new JavaSparkContext(Masters.conf("local[2,4]"))) {
 *   ...
 * }
 * }</pre>
 */
public final class Masters {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int SECRET_BITS = 256;
  private static final int HEXADECIMAL = 16;

  private Masters() {}

  /**
   * Returns settings without web pages. Where the executors are threads or processes of this
   * machine, Spark listens on the loopback address alone, and to those who know a secret that is
   * drawn for the occasion.
   *
   * <p>The executors of {@code local-cluster[...]} have the class path of this process. Such a
   * master needs the environment variables SPARK_HOME, a folder with an empty folder "jars", and
   * SPARK_SCALA_VERSION, 2.13.
   *
   * @param master as Spark names it: local[threads,attempts], local-cluster[executors,cores,
   *     megabytes] or spark://host:port
   */
  public static SparkConf conf(String master) {
    SparkConf conf =
        new SparkConf()
            .setMaster(Require.given("the master", master))
            .setAppName("thalweg")
            .set("spark.ui.enabled", "false");
    if (!master.startsWith("local")) {
      return conf;
    }
    conf.set("spark.driver.host", LOOPBACK)
        .set("spark.driver.bindAddress", LOOPBACK)
        .set("spark.authenticate", "true")
        .set("spark.authenticate.secret", secret());
    if (master.startsWith("local-cluster")) {
      String options = "-Dlog4j2.configurationFile=classpath:io/thalweg/spark/log4j2.properties";
      conf.set("spark.executor.extraClassPath", classPath())
          .set("spark.executor.extraJavaOptions", options);
    }
    return conf;
  }

  private static String secret() {
    return new BigInteger(SECRET_BITS, new SecureRandom()).toString(HEXADECIMAL);
  }

  /** The class path of this process; executors run in another folder. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}

package dev.iotpipeline.local.run.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser without a screen, as somebody uses it who looks at the page. */
final class Browser implements AutoCloseable {

  /** A name that leads to this machine, as an attacker's may. */
  static final String FOREIGN_HOST = "pipeline.example";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(120);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** It warns of browsers that are newer than it; what it lacks for them is not used here. */
  private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

  private final ChromeDriver driver;

  Browser() {
    DEVTOOLS.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium", "google-chrome").orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--window-size=1280,800",
        "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP " + FOREIGN_HOST + " 127.0.0.1");
    if (System.getProperty("user.name").equals("root")) {
      options.addArguments("--no-sandbox");
    }
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
                .build(),
            options);
  }

  /** Whether there are a browser and its driver. */
  static boolean isInstalled() {
    return program("chromium", "google-chrome").isPresent() && program("chromedriver").isPresent();
  }

  /** The first of these programs that is on the path. */
  private static Optional<Path> program(String... names) {
    List<String> folders =
        List.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator));
    return Arrays.stream(names)
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  void open(String url) {
    // What the page before has said, also of the end of its run, is not this page's.
    driver.get("about:blank");
    errors();
    driver.get(url);
  }

  /** Waits until something is so. */
  void await(String what, BooleanSupplier condition) {
    new WebDriverWait(driver, LONGEST_WAIT, BETWEEN_LOOKS)
        .withMessage(() -> what + "; the page says:\n" + text("body"))
        // What was found may have been replaced meanwhile.
        .ignoring(StaleElementReferenceException.class)
        .until(same -> condition.getAsBoolean());
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Waits until there is one. */
  WebElement awaitOne(String selector) {
    await(selector, () -> count(selector) > 0);
    return find(selector);
  }

  int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  /** The text of an element, also of what is scrolled or folded away. */
  String text(String selector) {
    return String.valueOf(find(selector).getDomProperty("textContent"));
  }

  /** The texts of all such elements, in their order. */
  List<String> texts(String selector) {
    Object found =
        run(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)",
            selector);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  /** A number as the page shows it, without the commas between its thousands. */
  long number(String selector) {
    return Long.parseLong(text(selector).replace(",", ""));
  }

  String attribute(String selector, String name) {
    return String.valueOf(find(selector).getDomAttribute(name));
  }

  /** An attribute of all such elements by another attribute of them. */
  Map<String, String> attributes(String selector, String key, String value) {
    Object found =
        run(
            "return Object.fromEntries([...document.querySelectorAll(arguments[0])]"
                + ".map(e => [e.getAttribute(arguments[1]), e.getAttribute(arguments[2])]))",
            selector,
            key,
            value);
    @SuppressWarnings("unchecked")
    Map<String, String> map = (Map<String, String>) found;
    return map;
  }

  void click(String selector) {
    find(selector).click();
  }

  /** Types into whatever has the focus. */
  void type(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Replaces what is in a field. */
  void fill(String selector, String text) {
    find(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  /** Points at a place in an element: a share of its width, at half of its height. */
  void pointAt(String selector, double share) {
    WebElement element = find(selector);
    int x = (int) Math.round(element.getSize().getWidth() * (share - 0.5));
    new Actions(driver).moveToElement(element, x, 0).perform();
  }

  /** Runs a script in the page. */
  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Runs a script in the page, which calls its last argument with its result. */
  Object runAndWait(String script, Object... arguments) {
    return driver.executeAsyncScript(script, arguments);
  }

  /** Gives the window another size, also one that no window of a desktop has. */
  void resize(int width, int height) {
    resize(width, height, 1);
  }

  /**
   * Gives the window another size and a finer screen.
   *
   * @param scale how many pixels of the screen are one of the page
   */
  void resize(int width, int height, double scale) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", false));
  }

  /** What the system prefers: "light" or "dark". */
  void prefer(String colours) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
  }

  /** What is in the window now, as PNG. */
  byte[] picture() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** What went wrong in the page since it was opened. */
  List<String> errors() {
    return driver.manage().logs().get("browser").getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .filter(entry -> entry.startsWith("SEVERE"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}

package c3.cli.local;

import c3.json.Json;
import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The keys that a person has logged in with, and which server elsewhere is used, if one is.
///
/// @param current the server elsewhere; absent: the one of this machine
/// @param keys the key for each server, by its address; `HERE` for the one of this machine
public record Logins(Optional<URI> current, Map<String, String> keys) {
  /// Stands for the server of this machine, whatever its port.
  public static final String HERE = "here";

  private static final int SIZE_MAX = 1 << 20;
  private static final char DELETE = 0x7f;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  public Logins {
    keys = Map.copyOf(keys);
  }

  /// Reads the file; nobody is logged in when there is none, or no folder that could hold it.
  public static Logins read(Path file) throws IOException {
    if (!Files.isDirectory(file.resolveSibling(""))) {
      return new Logins(Optional.empty(), Map.of());
    }
    try (InputStream source = Files.newInputStream(file)) {
      JsonObject json = Json.read(source, SIZE_MAX);
      Map<String, String> keys = new TreeMap<>();
      for (JsonObject login : json.objects("logins")) {
        keys.put(login.text("server"), login.text("key"));
      }
      return new Logins(json.optionalText("current").map(URI::create), keys);
    } catch (NoSuchFileException e) {
      return new Logins(Optional.empty(), Map.of());
    } catch (IllegalArgumentException e) {
      throw new C3Exception(ErrorCode.INVALID, file + " is damaged", Optional.of("c3 login"))
          .causedBy(e);
    }
  }

  /// Writes the file, for its owner's eyes only.
  public void write(Path file) throws IOException {
    JsonObject json =
        JsonObject.with()
            .putIfPresent("current", current.map(URI::toString))
            .putAll(
                "logins",
                new TreeMap<>(keys)
                    .entrySet().stream()
                        .map(login ->
                            JsonObject.with()
                                .put("server", login.getKey())
                                .put("key", login.getValue())
                                .build())
                        .toList())
            .build();
    PrivateFile.write(file, json + "\n");
  }

  /// The address of a server elsewhere, without a slash at the end.
  ///
  /// @param where what the text was given as, for messages
  public static URI address(String text, String where) throws C3Exception {
    try {
      URI url = URI.create(text.replaceAll("/+$", ""));
      if (SCHEMES.contains(String.valueOf(url.getScheme()))
          && url.getHost() != null
          && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw noAddress(text, where).causedBy(e);
    }
    throw noAddress(text, where);
  }

  private static C3Exception noAddress(String text, String where) {
    // Whoever mistakes a key for an address must not find it in a log.
    String shown = text.contains("c3_") ? "a key" : text;
    return new C3Exception(
        ErrorCode.INVALID,
        where + " is not an address: " + shown,
        Optional.of((where.equals("C3_SERVER") ? "C3_SERVER=" : "c3 login ") + "http://host:7733"));
  }

  /// A key as it can be sent, without white space around it. What is no key may be a secret of
  /// something else, so no message shows it.
  ///
  /// @param where what the text was given as, for messages
  public static String typedKey(String text, String where) throws C3Exception {
    String key = text.strip();
    if (key.chars().allMatch(character -> character > ' ' && character < DELETE)) {
      return key;
    }
    throw new C3Exception(
        ErrorCode.INVALID,
        where + " is not a key: a key is one word that begins with c3_key_",
        Optional.of("c3 apikey create, where you are logged in"));
  }

  /// The key for a server.
  public Optional<String> key(String server) {
    return Optional.ofNullable(keys.get(server));
  }

  /// The same with another key for a server, which is used from now on.
  public Logins with(Optional<URI> server, String key) {
    Map<String, String> changed = new TreeMap<>(keys);
    changed.put(name(server), key);
    return new Logins(server, changed);
  }

  /// The same without the key for a server; the server of this machine is used from now on.
  public Logins without(Optional<URI> server) {
    Map<String, String> changed = new TreeMap<>(keys);
    changed.remove(name(server));
    return new Logins(Optional.empty(), changed);
  }

  private static String name(Optional<URI> server) {
    return server.map(URI::toString).orElse(HERE);
  }

  /// Hides the keys, so that they are in no log.
  @Override
  public String toString() {
    return "Logins";
  }
}

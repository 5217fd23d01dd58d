package c3.wire.http;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// For a client that only calls plain `http` addresses. Given nothing, `HttpClient` reads every
/// authority that the JDK trusts before its first call, which takes 0.15 s of processor time. A
/// connection with TLS fails under this, since it trusts nobody.
final class NoTls {
  private NoTls() {}

  static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }
}

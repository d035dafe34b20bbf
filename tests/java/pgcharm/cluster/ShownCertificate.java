package pgcharm.cluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// The certificate that a member shows to whoever connects.
final class ShownCertificate {
    private static final int PATRONI = 8008;
    private static final int POSTGRES = 5432;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int SSL_REQUEST_LENGTH = 8;
    private static final int SSL_REQUEST = 80_877_103;

    private ShownCertificate() {}

    static String serialOfPatroni(String address) {
        try (Socket socket = connect(address, PATRONI)) {
            return serial(socket, address, PATRONI);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String serialOfPostgres(String address) {
        try (Socket socket = connect(address, POSTGRES)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(SSL_REQUEST_LENGTH);
            out.writeInt(SSL_REQUEST);
            out.flush();
            int answer = new DataInputStream(socket.getInputStream()).readByte();
            if (answer != 'S') {
                throw new IllegalStateException("PostgreSQL on " + address + " has no TLS");
            }
            return serial(socket, address, POSTGRES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connect(String address, int port) throws IOException {
        Socket socket = new Socket(address, port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static String serial(Socket socket, String address, int port) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, address, port, false)) {
                tls.startHandshake();
                X509Certificate shown = (X509Certificate) tls.getSession().getPeerCertificates()[0];
                return shown.getSerialNumber().toString();
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

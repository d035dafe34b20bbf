package pgcharm.postgres;

import pgcharm.access.Password;
import pgcharm.access.Request;

/// What a client was served with.
record Login(Request request, String name, Password password) {
    String database() {
        return request.database();
    }
}

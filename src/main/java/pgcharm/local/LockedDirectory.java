package pgcharm.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import pgcharm.local.model.ModelException;
import pgcharm.local.run.RunException;

/// A directory of our own, made if there is none, and locked against other processes.
record LockedDirectory(Path path, FileChannel lock) implements AutoCloseable {

    static LockedDirectory open(Path directory) {
        Path path = directory.toAbsolutePath();
        try {
            if (!Files.exists(path)) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            FileChannel lock =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(lock)) {
                lock.close();
                throw new ModelException("the model in " + directory + " is in use: wait until that command has ended");
            }
            return new LockedDirectory(path, lock);
        } catch (IOException e) {
            throw new RunException("cannot open the model in " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new RunException("cannot unlock " + path + ": " + e.getMessage(), e);
        }
    }

    private static boolean isLocked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }
}

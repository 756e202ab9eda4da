package io.tupelo.checkpoint;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.mapdb.DBException;
import org.mapdb.DataInput2;
import org.mapdb.volume.FileChannelVol;
import org.mapdb.volume.Volume;
import org.mapdb.volume.VolumeFactory;

/// A disk with room for so many writes.
final class FullDisk extends VolumeFactory {
    private int left;

    FullDisk(int writes) {
        left = writes;
    }

    @Override
    public Volume makeVolume(String file, boolean readOnly, long wait, int sliceShift, long initSize, boolean fixedSize) {
        return new Full(FileChannelVol.FACTORY.makeVolume(file, readOnly, wait, sliceShift, initSize, fixedSize));
    }

    @Override
    public boolean exists(@Nullable String file) {
        return false;
    }

    @Override
    public boolean handlesReadonly() {
        return false;
    }

    private final class Full extends Volume {
        private final Volume real;

        Full(Volume real) {
            this.real = real;
        }

        private Volume forWriting() {
            if (left-- <= 0) {
                throw new DBException.VolumeIOError(new IOException("No space left on device"));
            }
            return real;
        }

        @Override
        public void ensureAvailable(long offset) {
            forWriting().ensureAvailable(offset);
        }

        @Override
        public void truncate(long size) {
            forWriting().truncate(size);
        }

        @Override
        public void putLong(long offset, long value) {
            forWriting().putLong(offset, value);
        }

        @Override
        public void putInt(long offset, int value) {
            forWriting().putInt(offset, value);
        }

        @Override
        public void putByte(long offset, byte value) {
            forWriting().putByte(offset, value);
        }

        @Override
        public void putData(long offset, byte[] bytes, int from, int length) {
            forWriting().putData(offset, bytes, from, length);
        }

        @Override
        public void putData(long offset, ByteBuffer bytes) {
            forWriting().putData(offset, bytes);
        }

        @Override
        public void clear(long from, long to) {
            forWriting().clear(from, to);
        }

        @Override
        public void sync() {
            forWriting().sync();
        }

        @Override
        public long getLong(long offset) {
            return real.getLong(offset);
        }

        @Override
        public int getInt(long offset) {
            return real.getInt(offset);
        }

        @Override
        public byte getByte(long offset) {
            return real.getByte(offset);
        }

        @Override
        public DataInput2 getDataInput(long offset, int size) {
            return real.getDataInput(offset, size);
        }

        @Override
        public void getData(long offset, byte[] bytes, int from, int length) {
            real.getData(offset, bytes, from, length);
        }

        @Override
        public void close() {
            real.close();
        }

        @Override
        public int sliceSize() {
            return real.sliceSize();
        }

        @Override
        public boolean isSliced() {
            return real.isSliced();
        }

        @Override
        public long length() {
            return real.length();
        }

        @Override
        public boolean isReadOnly() {
            return real.isReadOnly();
        }

        @Override
        public File getFile() {
            return real.getFile();
        }

        @Override
        public boolean getFileLocked() {
            return real.getFileLocked();
        }
    }
}

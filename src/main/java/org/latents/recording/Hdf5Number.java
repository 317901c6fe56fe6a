package org.latents.recording;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The form of a number in a file, and its way to a double. Integers above 2⁵³ in size lose their last digits, which no
 * count, index or time here reaches.
 *
 * @param bytes 1, 2, 4 or 8
 * @param isFloat whether it is an IEEE 754 number
 * @param isSigned whether an integer has a sign
 * @param order byte order
 */
record Hdf5Number(int bytes, boolean isFloat, boolean isSigned, ByteOrder order) {
    /** Returns the form of a type if it is a plain number or an enumeration of numbers. */
    static Optional<Hdf5Number> of(DataType type) {
        if (type instanceof EnumDataType enumeration) {
            return of(enumeration.getBaseType());
        }
        if (type instanceof FixedPoint integer) {
            boolean plain = isSize(type.getSize(), 1)
                    && integer.getBitOffset() == 0
                    && integer.getBitPrecision() == 8 * type.getSize();
            return plain
                    ? Optional.of(new Hdf5Number(type.getSize(), false, integer.isSigned(), integer.getByteOrder()))
                    : Optional.empty();
        }
        if (type instanceof FloatingPoint number) {
            int exponent = type.getSize() == 2 ? 5 : type.getSize() == 4 ? 8 : 11;
            boolean plain = isSize(type.getSize(), 2) && number.getExponentSize() == exponent;
            return plain
                    ? Optional.of(new Hdf5Number(type.getSize(), true, true, number.getByteOrder()))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isSize(int bytes, int least) {
        return bytes >= least && bytes <= 8 && Integer.bitCount(bytes) == 1;
    }

    /** Name in the manner of NumPy, such as {@code uint16}. */
    String typeName() {
        return (isFloat ? "float" : isSigned ? "int" : "uint") + 8 * bytes;
    }

    /** Decodes {@code count} numbers from position {@code from} (in numbers) of a buffer into an array. */
    void decode(ByteBuffer source, int from, double[] target, int to, int count) {
        ByteBuffer buffer = source.duplicate().order(order);
        int base = buffer.position() + from * bytes;
        for (int i = 0; i < count; i++) {
            target[to + i] = at(buffer, base + i * bytes);
        }
    }

    private double at(ByteBuffer buffer, int index) {
        if (isFloat) {
            return bytes == 8
                    ? buffer.getDouble(index)
                    : bytes == 4 ? buffer.getFloat(index) : FloatingPoint.toFloat(buffer.getShort(index));
        }
        return switch (bytes) {
            case 1 -> isSigned ? buffer.get(index) : buffer.get(index) & 0xFF;
            case 2 -> isSigned ? buffer.getShort(index) : buffer.getShort(index) & 0xFFFF;
            case 4 -> isSigned ? buffer.getInt(index) : buffer.getInt(index) & 0xFFFFFFFFL;
            default -> unsigned(buffer.getLong(index));
        };
    }

    private double unsigned(long value) {
        return isSigned || value >= 0 ? value : (value >>> 1) * 2.0;
    }
}

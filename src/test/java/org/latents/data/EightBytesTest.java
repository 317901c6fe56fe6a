package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class EightBytesTest {
    @Property
    void aFullByteIsFoundWhereverItIs(@ForAll @Size(8) byte[] bytes) {
        boolean expected = false;
        for (byte b : bytes) {
            expected |= b == (byte) 255;
        }
        assertThat(EightBytes.hasFullByte(EightBytes.get(bytes, 0))).isEqualTo(expected);
    }

    @Property
    void fullBytesBecomeZeroAndTheOthersStay(@ForAll @Size(8) byte[] bytes) {
        byte[] result = new byte[8];
        EightBytes.set(result, 0, EightBytes.withoutFullBytes(EightBytes.get(bytes, 0)));
        for (int i = 0; i < 8; i++) {
            assertThat(result[i]).isEqualTo(bytes[i] == (byte) 255 ? 0 : bytes[i]);
        }
    }

    @Property
    void transposingMovesByteJOfRowIToByteIOfRowJ(@ForAll @Size(8) long[] rows) {
        long[] turned = rows.clone();
        EightBytes.transpose(turned);
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 8; j++) {
                assertThat(turned[j] >>> 8 * i & 0xFF).isEqualTo(rows[i] >>> 8 * j & 0xFF);
            }
        }
    }
}

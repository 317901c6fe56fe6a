package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.latents.compute.Exponential;
import org.latents.compute.Softplus;

/** {@link Exponential} and {@link Softplus} on vectors, with the same bits. */
final class ExponentialLanes {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final DoubleVector ROUNDER = DoubleVector.broadcast(S, Exponential.ROUNDER);
    private static final double C12 = Exponential.coefficient(12);
    private static final double C11 = Exponential.coefficient(11);
    private static final double C10 = Exponential.coefficient(10);
    private static final double C9 = Exponential.coefficient(9);
    private static final double C8 = Exponential.coefficient(8);
    private static final double C7 = Exponential.coefficient(7);
    private static final double C6 = Exponential.coefficient(6);
    private static final double C5 = Exponential.coefficient(5);
    private static final double C4 = Exponential.coefficient(4);
    private static final double C3 = Exponential.coefficient(3);
    private static final double L9 = Softplus.coefficient(9);
    private static final double L8 = Softplus.coefficient(8);
    private static final double L7 = Softplus.coefficient(7);
    private static final double L6 = Softplus.coefficient(6);
    private static final double L5 = Softplus.coefficient(5);
    private static final double L4 = Softplus.coefficient(4);
    private static final double L3 = Softplus.coefficient(3);
    private static final double L2 = Softplus.coefficient(2);
    private static final double L1 = Softplus.coefficient(1);

    private ExponentialLanes() {}

    /** The operations of {@link Exponential#of}, lane by lane; |x| ≤ {@link Exponential#LARGEST}. */
    static DoubleVector of(DoubleVector x) {
        DoubleVector shifted = x.fma(DoubleVector.broadcast(S, Exponential.INVERSE_LOG2), ROUNDER);
        DoubleVector n = shifted.sub(ROUNDER).neg();
        DoubleVector r = n.fma(
                DoubleVector.broadcast(S, Exponential.LOG2_LOW),
                n.fma(DoubleVector.broadcast(S, Exponential.LOG2_HIGH), x));
        DoubleVector sum = DoubleVector.broadcast(S, Exponential.coefficient(13));
        sum = sum.fma(r, DoubleVector.broadcast(S, C12));
        sum = sum.fma(r, DoubleVector.broadcast(S, C11));
        sum = sum.fma(r, DoubleVector.broadcast(S, C10));
        sum = sum.fma(r, DoubleVector.broadcast(S, C9));
        sum = sum.fma(r, DoubleVector.broadcast(S, C8));
        sum = sum.fma(r, DoubleVector.broadcast(S, C7));
        sum = sum.fma(r, DoubleVector.broadcast(S, C6));
        sum = sum.fma(r, DoubleVector.broadcast(S, C5));
        sum = sum.fma(r, DoubleVector.broadcast(S, C4));
        sum = sum.fma(r, DoubleVector.broadcast(S, C3));
        sum = sum.fma(r, DoubleVector.broadcast(S, 0.5));
        sum = sum.fma(r, DoubleVector.broadcast(S, 1.0));
        sum = sum.fma(r, DoubleVector.broadcast(S, 1.0));
        LongVector power = shifted.reinterpretAsLongs().add(1023).lanewise(VectorOperators.LSHL, 52);
        return sum.mul(power.reinterpretAsDoubles());
    }

    /** The operations of {@link Softplus#of}, lane by lane; |x| ≤ {@link Exponential#LARGEST}. */
    static DoubleVector softplus(DoubleVector x) {
        DoubleVector size = x.abs();
        DoubleVector t = of(size.neg());
        DoubleVector w = t.div(t.add(2));
        DoubleVector square = w.mul(w);
        DoubleVector sum = DoubleVector.broadcast(S, L9);
        sum = sum.fma(square, DoubleVector.broadcast(S, L8));
        sum = sum.fma(square, DoubleVector.broadcast(S, L7));
        sum = sum.fma(square, DoubleVector.broadcast(S, L6));
        sum = sum.fma(square, DoubleVector.broadcast(S, L5));
        sum = sum.fma(square, DoubleVector.broadcast(S, L4));
        sum = sum.fma(square, DoubleVector.broadcast(S, L3));
        sum = sum.fma(square, DoubleVector.broadcast(S, L2));
        sum = sum.fma(square, DoubleVector.broadcast(S, L1));
        sum = sum.fma(square, DoubleVector.broadcast(S, 2.0));
        // max(x, 0), which is several instructions for the sake of −0 and NaN; neither is here.
        return sum.fma(w, size.add(x).mul(0.5));
    }
}

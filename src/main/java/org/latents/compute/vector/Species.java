package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.latents.compute.Routines;

/** The vector shape of this process: the widest that the hardware prefers, at most the lanes of a batch. */
final class Species {
    /** Lanes of one vector; a divisor of {@link Routines#LANES}. */
    static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED.length() > Routines.LANES
            ? DoubleVector.SPECIES_512
            : DoubleVector.SPECIES_PREFERRED;

    private Species() {}
}

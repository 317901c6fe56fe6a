package org.latents.evaluation.evidence;

import org.latents.random.Seed;

/**
 * How closely the evidence is estimated.
 *
 * @param particles particles of a repeat to begin with, even and at least 2
 * @param repeats independent repeats, at least 2; their scatter is the standard error
 * @param standardError standard error of a trial, nats, above 0; a trial that misses it is done again with more
 *     particles
 * @param maxParticles most particles of a repeat, even and at least {@code particles}
 * @param importanceDraws draws of whole trajectories for the second opinion, at least 2; it is asked for one trial in
 *     20, those with the largest standard error
 * @param seed what randomness is derived from
 */
public record EvidenceOptions(
        int particles, int repeats, double standardError, int maxParticles, int importanceDraws, Seed seed) {
    /** Particles of a repeat where nobody says. */
    public static final int DEFAULT_PARTICLES = 4;

    /** Repeats where nobody says. */
    public static final int DEFAULT_REPEATS = 8;

    /** Standard error of a trial where nobody says, nats. */
    public static final double DEFAULT_STANDARD_ERROR = 0.05;

    /** Most particles of a repeat where nobody says. */
    public static final int DEFAULT_MAX_PARTICLES = 1024;

    /** Draws of the second opinion where nobody says. */
    public static final int DEFAULT_IMPORTANCE_DRAWS = 128;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public EvidenceOptions {
        if (particles < 2 || particles % 2 != 0) {
            throw new IllegalArgumentException("particles: expected an even number of at least 2, got " + particles);
        }
        if (repeats < 2) {
            throw new IllegalArgumentException("repeats: expected at least 2, got " + repeats);
        }
        if (!(standardError > 0)) {
            throw new IllegalArgumentException("standardError: expected a number above 0, got " + standardError);
        }
        if (maxParticles < particles || maxParticles % 2 != 0) {
            throw new IllegalArgumentException("maxParticles: expected an even number of at least " + particles
                    + " (particles), got " + maxParticles);
        }
        if (importanceDraws < 2) {
            throw new IllegalArgumentException("importanceDraws: expected at least 2, got " + importanceDraws);
        }
    }

    /** 8 repeats of 4 particles, more where a trial's standard error is above 0.05 nats, at most 1024. */
    public static EvidenceOptions withDefaults(Seed seed) {
        return new EvidenceOptions(
                DEFAULT_PARTICLES,
                DEFAULT_REPEATS,
                DEFAULT_STANDARD_ERROR,
                DEFAULT_MAX_PARTICLES,
                DEFAULT_IMPORTANCE_DRAWS,
                seed);
    }

    /** Returns these options with another number of particles to begin with; the most is raised to it if need be. */
    public EvidenceOptions withParticles(int newParticles) {
        int most = Math.max(maxParticles, newParticles);
        return new EvidenceOptions(newParticles, repeats, standardError, most, importanceDraws, seed);
    }

    /** Returns these options with another standard error of a trial, nats. */
    public EvidenceOptions withStandardError(double newStandardError) {
        return new EvidenceOptions(particles, repeats, newStandardError, maxParticles, importanceDraws, seed);
    }

    /** Returns these options with another number of repeats. */
    public EvidenceOptions withRepeats(int newRepeats) {
        return new EvidenceOptions(particles, newRepeats, standardError, maxParticles, importanceDraws, seed);
    }

    /** Returns these options with another number of draws for the second opinion. */
    public EvidenceOptions withImportanceDraws(int newDraws) {
        return new EvidenceOptions(particles, repeats, standardError, maxParticles, newDraws, seed);
    }

    /** Returns these options with another limit of particles. */
    public EvidenceOptions withMaxParticles(int newMaxParticles) {
        return new EvidenceOptions(particles, repeats, standardError, newMaxParticles, importanceDraws, seed);
    }
}

package org.latents.store;

/** What to do when the folder of a result is already there. */
public enum OnExists {
    /** Refuse. */
    FAIL,
    /** Replace it, once the new one is complete. */
    OVERWRITE,
    /** Keep it where it is the finished result of the same command, settings and data; refuse otherwise. */
    RESUME
}

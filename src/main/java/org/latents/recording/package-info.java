/**
 * Readers of recordings: NWB, plain HDF5, counts files, MATLAB 7.3 and Kilosort/Phy folders. A file is hostile until
 * read: its length is checked at opening, every declared size against what the file can hold before memory is used, and
 * whatever the HDF5 library throws becomes one {@link org.latents.data.RecordingFormatException} with file and place.
 */
package org.latents.recording;

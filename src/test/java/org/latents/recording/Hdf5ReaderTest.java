package org.latents.recording;

import java.nio.file.Path;

class Hdf5ReaderTest extends RecordingReaderContract {
    @Override
    RecordingReader reader() {
        return new Hdf5Reader();
    }

    @Override
    Path example(Path target) {
        return TortureFilesTest.FOLDER.resolve("33_plain_spikes.h5");
    }
}

package org.latents.recording;

import java.nio.file.Path;

class NwbReaderTest extends RecordingReaderContract {
    @Override
    RecordingReader reader() {
        return new NwbReader();
    }

    @Override
    Path example(Path target) {
        return TortureFilesTest.FOLDER.resolve("02_gzip_shuffle.nwb");
    }
}

package org.latents.recording;

import java.nio.file.Path;

class MatlabReaderTest extends RecordingReaderContract {
    @Override
    RecordingReader reader() {
        return new MatlabReader();
    }

    @Override
    Path example(Path target) {
        return TortureFilesTest.FOLDER.resolve("32_matlab73_cells.mat");
    }
}

// Owns the precompiled headers: CMake attaches them to a target, and a target has a source.

package io.tupelo.reliability.bugs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Loads this project's classes once more, apart from those that run: one source file of them replaced by another text,
/// all others as they are on the class path.
final class PatchedClasses extends ClassLoader {
    private static final String OURS = "io.tupelo.";

    private final Map<String, byte[]> patched;

    private PatchedClasses(Map<String, byte[]> patched) {
        super(PatchedClasses.class.getClassLoader());
        this.patched = patched;
    }

    /// Returns the classes as they are, only loaded apart.
    static PatchedClasses unpatched() {
        return new PatchedClasses(Map.of());
    }

    /// Compiles `source`, the text of `file`, and returns the classes with what came of it.
    static PatchedClasses with(String file, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> compiled = new HashMap<>();
        var files = new ForwardingJavaFileManager<JavaFileManager>(compiler.getStandardFileManager(null, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String type, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + type + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return compiled.computeIfAbsent(type, _ -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        var text = new SimpleJavaFileObject(URI.create("memory:///" + file), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        List<String> options = List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
        if (!compiler.getTask(null, files, null, options, null, List.of(text)).call()) {
            throw new AssertionError("a bug in " + file + " does not compile; see above");
        }
        Map<String, byte[]> classes = new HashMap<>();
        compiled.forEach((type, bytes) -> classes.put(type, bytes.toByteArray()));
        return new PatchedClasses(classes);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            if (!name.startsWith(OURS)) {
                return super.loadClass(name, resolve);
            }
            byte[] bytes = patched.containsKey(name) ? patched.get(name) : asItIs(name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private byte[] asItIs(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

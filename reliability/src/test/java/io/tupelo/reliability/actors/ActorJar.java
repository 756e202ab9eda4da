package io.tupelo.reliability.actors;

import io.tupelo.actor.durable.ActorTypes;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// JARs with types of actors, made by a test.
public final class ActorJar {
    private static final String SERVICE = "META-INF/services/" + ActorTypes.class.getName();

    private ActorJar() {}

    /// Makes one that names what is on the class path.
    public static Path naming(Path folder, Class<? extends ActorTypes> types) throws IOException {
        return pack(folder.resolve(types.getSimpleName() + ".jar"), types.getName(), folder, List.of());
    }

    /// Makes one of a class that is nowhere else.
    public static Path compiled(Path folder, String name, String source) throws IOException {
        Path sources = Files.createDirectories(folder.resolve(name + "-classes"));
        Path file = Files.writeString(sources.resolve(name + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int failed = compiler.run(
                null, null, null, "-d", sources.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", file.toString());
        if (failed != 0) {
            throw new IllegalArgumentException(name + " can't be compiled");
        }
        try (Stream<Path> made = Files.list(sources)) {
            List<Path> classes = made.filter(path -> path.toString().endsWith(".class")).toList();
            return pack(folder.resolve(name + ".jar"), name, sources, classes);
        }
    }

    private static Path pack(Path jar, String types, Path root, List<Path> classes) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(SERVICE));
            out.write(types.getBytes(StandardCharsets.UTF_8));
            for (Path each : classes) {
                out.putNextEntry(new JarEntry(root.relativize(each).toString()));
                out.write(Files.readAllBytes(each));
            }
        }
        return jar;
    }

    /// Starts a server in this process that finds what is in a JAR.
    public static TupeloServer serve(NodeConfig config, Path jar) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new URLClassLoader(new URL[] {jar.toUri().toURL()}, before));
        try {
            return TupeloServer.start(config);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}

package io.tupelo.node;

import io.tupelo.operation.ErrorCode;
import io.tupelo.space.SpaceException;
import io.tupelo.space.SpaceService;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;

/// JARs that add to the services of a node, beside its class path.
final class ServiceJars {
    private ServiceJars() {}

    /// Returns a class loader that finds what is in the JARs, and what `parent` finds. It is for the life of the process.
    ///
    /// @throws SpaceException with `INVALID_REQUEST` if one is not there, is no JAR, or adds to no service
    static ClassLoader loader(List<Path> jars, ClassLoader parent) {
        List<String> extensions = Services.loaded(parent).stream()
                .map(SpaceService::extension)
                .flatMap(Optional::stream)
                .map(extension -> "META-INF/services/" + extension.getName())
                .toList();
        if (extensions.isEmpty()) {
            throw refused("nothing on the server's class path can run what is in " + jars.getFirst());
        }
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            check(jar, extensions);
            try {
                urls.add(jar.toUri().toURL());
            } catch (MalformedURLException impossible) {
                throw new IllegalStateException("a file without an address: " + jar, impossible);
            }
        }
        return new URLClassLoader("services", urls.toArray(URL[]::new), parent);
    }

    private static void check(Path jar, List<String> extensions) {
        if (!Files.isRegularFile(jar)) {
            throw refused("there is no JAR " + jar);
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            if (extensions.stream().noneMatch(name -> file.getEntry(name) != null)) {
                throw refused(jar + " has nothing for a server to run: there is no " + String.join(" or ", extensions) + " in it");
            }
        } catch (IOException unreadable) {
            throw refused(jar + " is no JAR that can be read: " + unreadable.getMessage());
        }
    }

    private static SpaceException refused(String why) {
        return new SpaceException(ErrorCode.INVALID_REQUEST, why);
    }
}

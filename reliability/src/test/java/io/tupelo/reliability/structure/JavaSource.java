package io.tupelo.reliability.structure;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// What a Java file says, as the JDK's own parser reads it.
///
/// @param types every type declared in it, nested ones too
/// @param methods every method and constructor with a body
/// @param undocumented its public top-level types without `///` docs
/// @param sleeps the lines on which a thread is sent to sleep
/// @param annotations the simple names of the annotations it uses
record JavaSource(
        Path path,
        List<String> types,
        List<Method> methods,
        List<String> undocumented,
        List<Long> sleeps,
        List<String> annotations) {
    private static final Pattern SLEEPER = Pattern.compile("(.*\\.)?(Thread|TimeUnit|TimeUnit\\.[A-Z]+|[A-Z]+SECONDS)");

    /// A method and how long it is, from its first modifier to its closing brace.
    record Method(String name, long line, long lines) {}

    /// Reads many files at once.
    static List<JavaSource> parse(List<Path> paths) {
        if (paths.isEmpty()) {
            return List.of();
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(paths));
            var trees = Trees.instance(task);
            var sources = new ArrayList<JavaSource>();
            for (var unit : task.parse()) {
                sources.add(new Reader(unit, trees).read());
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final Path path;
        private final List<String> sourceLines;
        private final List<String> types = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();
        private final List<String> undocumented = new ArrayList<>();
        private final List<Long> sleeps = new ArrayList<>();
        private final List<String> annotations = new ArrayList<>();

        Reader(CompilationUnitTree unit, Trees trees) {
            this.unit = unit;
            this.trees = trees;
            this.path = Path.of(unit.getSourceFile().toUri());
            this.sourceLines = RepositoryFiles.lines(path);
        }

        JavaSource read() {
            scan(unit, null);
            for (var declaration : unit.getTypeDecls()) {
                if (declaration instanceof ClassTree type && type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                    var above = (int) startLine(type) - 2;
                    if (above < 0 || !sourceLines.get(above).stripLeading().startsWith("///")) {
                        undocumented.add(type.getSimpleName().toString());
                    }
                }
            }
            return new JavaSource(path, types, methods, undocumented, sleeps, annotations);
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (!type.getSimpleName().isEmpty()) {
                types.add(type.getSimpleName().toString());
            }
            return super.visitClass(type, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            if (method.getBody() != null && endLine(method) > 0) {
                var first = startLine(method);
                methods.add(new Method(method.getName().toString(), first, endLine(method) - first + 1));
            }
            return super.visitMethod(method, null);
        }

        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void nothing) {
            if (select.getIdentifier().contentEquals("sleep")
                    && SLEEPER.matcher(select.getExpression().toString()).matches()) {
                sleeps.add(startLine(select));
            }
            return super.visitMemberSelect(select, null);
        }

        @Override
        public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void nothing) {
            var name = annotation.getAnnotationType().toString();
            annotations.add(name.substring(name.lastIndexOf('.') + 1));
            return super.visitAnnotation(annotation, null);
        }

        private long startLine(Tree tree) {
            return unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
        }

        private long endLine(Tree tree) {
            var end = trees.getSourcePositions().getEndPosition(unit, tree);
            return end < 0 ? 0 : unit.getLineMap().getLineNumber(end);
        }
    }
}

/// Counting the words of a book: a master, and workers in processes of their own, one of which is killed.
@NullMarked
package io.tupelo.examples.wordcount;

import org.jspecify.annotations.NullMarked;

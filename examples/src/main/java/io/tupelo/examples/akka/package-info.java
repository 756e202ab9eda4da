/// What Akka has: a stash, death watch, and sharded entities.
@NullMarked
package io.tupelo.examples.akka;

import org.jspecify.annotations.NullMarked;

/// What gosiris has: actors that react to messages and become something else, under a parent; here typed and restarted.
@NullMarked
package io.tupelo.examples.gosiris;

import org.jspecify.annotations.NullMarked;

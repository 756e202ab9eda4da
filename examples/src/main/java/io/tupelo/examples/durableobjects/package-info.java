/// A counter as a Durable Object of Cloudflare's: storage, gates, alarms, and those connected to it while it hibernates.
@NullMarked
package io.tupelo.examples.durableobjects;

import org.jspecify.annotations.NullMarked;

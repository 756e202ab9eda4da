package io.tupelo.examples.javanow;

/// What an entity space holds: a value under a name. A record is a tuple without further ado.
///
/// @param name the name
/// @param value the value
public record Entity(String name, double value) {}

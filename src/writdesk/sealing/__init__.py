"""Keys, sealed (encrypted) byte streams and signatures. Imports core."""

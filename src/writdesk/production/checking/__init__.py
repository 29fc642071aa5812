"""Checks a package, whoever made it and whatever was done to it since: zip or folder, without Django."""

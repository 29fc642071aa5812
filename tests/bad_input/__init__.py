"""Bad input and bad luck: each ends with a clear message, nothing accepted is lost, nothing is done twice."""

"""One module a fact: each reads a paper and yields what it says. Pure: text in, facts out; nothing is raised."""

"""The commands of ``symqnn``, a module each: ``add(commands)`` declares one, and what it runs stands beside it."""

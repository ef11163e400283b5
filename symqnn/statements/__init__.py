"""The paper's statements, one module each: the argument for it, written as a composition of stages."""

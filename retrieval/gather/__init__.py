"""Finding what an answer rests on, one module for each intent."""

"""Pure builders: values of the domain in, Block Kit blocks out. Nothing here sends."""

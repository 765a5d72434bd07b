"""Pure rules of content: order, rich text, what changed between versions."""

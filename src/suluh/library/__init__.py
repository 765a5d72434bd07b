"""Files to read: documents taken apart, and the e-book library made of them."""

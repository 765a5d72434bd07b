"""Pure rules of recognition: keys, reading a certificate's text, days and minutes, rules of forms."""

"""The command line: a code explained, a log scanned, texts recognized."""

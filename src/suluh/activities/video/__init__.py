"""The kind video: something to watch, judged by the seconds that were really watched."""

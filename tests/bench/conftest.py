"""Nothing here is a test: the pages run on import, and two of them need packages of the extra `bench`."""

collect_ignore_glob = ["*.py"]

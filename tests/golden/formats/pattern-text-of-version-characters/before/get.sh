url=https://example.org/app-1.2.3-linux.tar.gz

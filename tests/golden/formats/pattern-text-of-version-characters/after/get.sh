url=https://example.org/app-1.2.4-rc.1-linux.tar.gz

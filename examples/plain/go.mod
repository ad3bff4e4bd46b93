module example.com/acme/pinger

go 1.23

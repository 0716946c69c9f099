"""What measures, beside what asserts: run by hand with `make bench-…`, never by `make test`."""
